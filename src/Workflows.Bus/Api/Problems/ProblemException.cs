namespace Workflows.Api.Problems;

/// <summary>A request that is answered with a problem.</summary>
/// <param name="kind">What kind.</param>
/// <param name="detail">A sentence: what was expected, what came, what to do.</param>
internal sealed class ProblemException(ProblemKind kind, string detail) : Exception(detail)
{
    public ProblemKind Kind { get; } = kind;

    /// <summary>The instance that is meant, where one is.</summary>
    public Guid? InstanceId { get; set; }
}
