using System.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace Workflows.Api.Problems;

/// <summary>Writes a problem document.</summary>
internal static class ProblemWriter
{
    public const string MediaType = "application/problem+json";

    public const string RetryAfterSeconds = "5";

    public static async Task WriteAsync(HttpContext context, ProblemException problem)
    {
        // Part of an answer is out already: all that is left is not to let it look whole.
        if (context.Response.HasStarted)
        {
            context.Abort();
            return;
        }

        var kind = problem.Kind;
        if (kind == ProblemKind.StoreUnavailable)
            context.Response.Headers.RetryAfter = RetryAfterSeconds;

        await ApiWriter.WriteAsync(context, kind.Status, MediaType, new Problem
        {
            Type = kind.Type,
            Title = kind.Title,
            Status = kind.Status,
            Detail = problem.Message,
            Instance = (context.Request.PathBase + context.Request.Path).ToUriComponent(),
            InstanceId = problem.InstanceId,
            TraceId = kind.Status >= StatusCodes.Status500InternalServerError ? Activity.Current?.Id ?? context.TraceIdentifier : null,
        });
    }
}
