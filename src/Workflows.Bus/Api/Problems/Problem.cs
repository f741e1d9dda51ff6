using System.ComponentModel;

namespace Workflows.Api.Problems;

/// <summary>A problem document (RFC 9457) as it is written.</summary>
[Description("A problem (RFC 9457).")]
internal sealed record Problem
{
    [Description("What kind of problem it is: stable, for programs.")]
    public required string Type { get; init; }

    [Description("The same for all problems of the kind.")]
    public required string Title { get; init; }

    [Description("HTTP status code.")]
    public required int Status { get; init; }

    [Description("A sentence: what was expected, what came, what to do.")]
    public required string Detail { get; init; }

    [Description("Path of the request.")]
    public required string Instance { get; init; }

    [Description("The instance that is meant; with duplicate-key, the one that holds the key.")]
    public Guid? InstanceId { get; init; }

    [Description("Id of the request in logs and traces.")]
    public string? TraceId { get; init; }
}
