using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Workflows.AccessGate;
using Workflows.Api.Problems;
using Workflows.Diagnostics;

namespace Workflows.Api;

/// <summary>One request from the gate to the answer. Whatever goes wrong on the way is answered with a problem.</summary>
internal sealed class ApiExchange(WorkflowApiOptions options)
{
    public async Task RunAsync(HttpContext context, ApiRoute route)
    {
        using var limit = new ApiTimeLimit(options.TimeLimit, context);
        ApiCall? call = null;
        try
        {
            Enter(context);
            call = await ApiCall.ReadAsync(context, route, options, limit.Token);
            var answer = await route.Run(call).WaitAsync(limit.Token);
            if (answer.Location is not null)
                context.Response.Headers.Location = answer.Location;

            await ApiWriter.WriteAsync(context, answer.Status, "application/json", answer.Body);
        }
        catch (Exception exception) when (!context.RequestAborted.IsCancellationRequested)
        {
            var problem = await ExplainAsync(context, route, exception, limit);
            problem.InstanceId ??= call?.InstanceId;
            await ProblemWriter.WriteAsync(context, problem);
        }
        catch (Exception)
        {
            // Nobody is left to hear of it.
        }
    }

    /// <summary>A path below the prefix that is no route, or a route with another method.</summary>
    public static async Task RefuseAsync(HttpContext context)
    {
        try
        {
            Enter(context);
            await ProblemWriter.WriteAsync(context, RouteFallback.ProblemOf(context));
        }
        catch (ProblemException problem)
        {
            await ProblemWriter.WriteAsync(context, problem);
        }
    }

    private static void Enter(HttpContext context)
    {
        if (RequestGate.Refuses(context) is { } why)
            throw new ProblemException(ProblemKind.AccessDenied, why);
    }

    private async Task<ProblemException> ExplainAsync(HttpContext context, ApiRoute route, Exception exception, ApiTimeLimit limit)
    {
        var logger = context.RequestServices.GetRequiredService<ILogger<ApiExchange>>();
        var path = (context.Request.PathBase + context.Request.Path).ToUriComponent();
        var cause = limit.Passed && exception is not ProblemException ? await LateAsync(context, route, exception) : exception;
        var problem = ProblemOf.Exception(cause, inBody: route.Body is not null);
        if (problem.Kind == ProblemKind.Internal)
            ApiLog.Failed(logger, route.Method, path, cause);
        else if (problem.Kind == ProblemKind.StoreUnavailable)
            ApiLog.StoreUnavailable(logger, route.Method, path, cause.Message);
        else if (problem.Kind == ProblemKind.TimedOut)
            ApiLog.TimedOut(logger, route.Method, path, options.TimeLimit);

        return problem;
    }

    /// <summary>A store that is away is waited for as long as the request may take; whether that was it is found out now.</summary>
    private async Task<Exception> LateAsync(HttpContext context, ApiRoute route, Exception exception)
    {
        if (await context.RequestServices.GetRequiredService<StoreProbe>().FailureAsync(context.RequestAborted) is { } failure)
            return failure;

        var advice = HttpMethods.IsGet(route.Method) ? "Try again." : "It may still be obeyed: look at the instance before you send it again.";
        return new TimeoutException($"Nothing came of it within {options.TimeLimit.TotalSeconds:0.#} seconds. {advice}", exception);
    }
}
