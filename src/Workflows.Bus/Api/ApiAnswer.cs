using Microsoft.AspNetCore.Http;

namespace Workflows.Api;

/// <summary>What a route answers with.</summary>
/// <param name="Body">Written as JSON.</param>
/// <param name="Status">HTTP status code.</param>
internal sealed record ApiAnswer(object Body, int Status = StatusCodes.Status200OK)
{
    /// <summary>Path of what was made or found.</summary>
    public string? Location { get; init; }
}
