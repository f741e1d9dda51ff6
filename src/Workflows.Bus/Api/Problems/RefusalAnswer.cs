using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;
using Workflows.Contracts;
using Workflows.Diagnostics;

namespace Workflows.Api.Problems;

/// <summary>What the application's own endpoints answer with when a command was refused, or the store is away.</summary>
internal static class RefusalAnswer
{
    public static async Task<bool> TryWriteAsync(HttpContext context, Exception exception, IProblemDetailsService problems)
    {
        if (context.Response.HasStarted || await ExplainAsync(context, exception) is not { } cause)
            return false;

        var problem = ProblemOf.Exception(cause, inBody: false);
        context.Response.Clear();
        context.Response.StatusCode = problem.Kind.Status;
        context.Response.Headers.CacheControl = "no-store";
        if (problem.Kind == ProblemKind.StoreUnavailable)
            context.Response.Headers.RetryAfter = ProblemWriter.RetryAfterSeconds;

        // Whoever accepts no JSON gets it all the same: a sentence in JSON is better than none.
        if (!await problems.TryWriteAsync(new ProblemDetailsContext { HttpContext = context, ProblemDetails = Document(context, problem), Exception = exception }))
            await ProblemWriter.WriteAsync(context, problem);

        return true;
    }

    /// <returns>What is to be answered; null: it is not ours. Errors of databases and of the network may be the application's own: the store is asked whether it is away.</returns>
    private static async Task<Exception?> ExplainAsync(HttpContext context, Exception exception)
    {
        if (exception is WorkflowRefusedException or WorkflowStoreUnavailableException)
            return exception;

        var late = exception as WorkflowTimeoutException;
        return (ProblemOf.IsOfStore(exception) || exception is TimeoutException) && context.RequestServices.GetService<StoreProbe>() is { } probe
            ? (Exception?)await probe.FailureAsync(context.RequestAborted) ?? late
            : late;
    }

    private static ProblemDetails Document(HttpContext context, ProblemException problem)
    {
        // The management API calls it by what it reads; here nobody knows where the malformed part came from.
        var title = problem.Kind == ProblemKind.MalformedRequest ? "A part of the command cannot be read" : problem.Kind.Title;
        var document = new ProblemDetails
        {
            Type = problem.Kind.Type,
            Title = title,
            Status = problem.Kind.Status,
            Detail = problem.Message,
            Instance = (context.Request.PathBase + context.Request.Path).ToUriComponent(),
        };
        if (problem.InstanceId is { } instanceId)
            document.Extensions["instanceId"] = instanceId;

        return document;
    }
}
