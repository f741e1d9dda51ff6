namespace Workflows.Contracts;

/// <summary>How to start an instance.</summary>
public sealed record StartOptions
{
    /// <summary>Id of the new instance. A second start with the same id finds the first. Default: a new id.</summary>
    public Guid? InstanceId { get; init; }

    /// <summary>Business key, instead of the one that the definition's <c>UniqueBy</c> takes from the state. At most 200 characters, not only blanks.</summary>
    public string? Key { get; init; }

    /// <summary>Names and values to find the instance by. At most 32, names up to 64 and values up to 256 characters.</summary>
    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    /// <summary>Headers for the instance to carry: they go with every message of its steps. At most 32, names up to 100 and values up to 2,000 characters.</summary>
    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    /// <summary>When to start (UTC). Default: at once. A past time means at once.</summary>
    public DateTimeOffset? StartAt { get; init; }

    /// <summary>Who starts it, for the journal.</summary>
    public string? Actor { get; init; }

    /// <summary>Why, for the journal.</summary>
    public string? Reason { get; init; }
}
