using Microsoft.AspNetCore.Http;
using Workflows.Contracts;

namespace Workflows.Dashboard.Services.Operations;

/// <summary>What came of something that a person asked for.</summary>
/// <param name="Value">What it made; default where it was refused.</param>
/// <param name="Refusal">Why it was refused; null: it was done.</param>
/// <param name="StatusCode">For the answer, where it was refused.</param>
internal sealed record Outcome<T>(T? Value, string? Refusal = null, int StatusCode = StatusCodes.Status200OK);

/// <summary>Makes outcomes.</summary>
internal static class Outcome
{
    public static Outcome<T> Refused<T>(string refusal, int statusCode = StatusCodes.Status400BadRequest) => new(default, refusal, statusCode);

    public static Outcome<T> Refused<T>(WorkflowRefusedException refused) => new(default, refused.Message, refused.Refusal switch
    {
        WorkflowRefusal.InstanceNotFound or WorkflowRefusal.UnknownWorkflow => StatusCodes.Status404NotFound,
        WorkflowRefusal.WrongStatus or WorkflowRefusal.DuplicateKey => StatusCodes.Status409Conflict,
        _ => StatusCodes.Status400BadRequest,
    });
}
