namespace Workflows.Diagnostics;

/// <summary>
/// Tells the store of this process from others: the same workflows on two databases or schemas, behind endpoints of one name, would take each other's messages.
/// </summary>
internal sealed class StoreIdentity(TimeProvider time)
{
    /// <summary>Header of messages of ours to endpoints of ours.</summary>
    public const string Header = "Workflows-Store";

    private volatile string? _value;
    private volatile ForeignMessage? _last;

    /// <summary>Null: not known, or there is nothing to tell apart.</summary>
    public string? Value => _value;

    /// <summary>The last message of another store that came here; null: none did.</summary>
    public ForeignMessage? Last => _last;

    public void Know(string? value) => _value = value ?? _value;

    /// <param name="theirs">What a message says; null: it says nothing.</param>
    public bool IsForeign(string? theirs) => theirs is not null && _value is { } ours && ours != theirs;

    public void NoteForeign(string endpoint) => _last = new ForeignMessage(endpoint, time.GetUtcNow());
}

/// <summary>A message of another store.</summary>
internal sealed record ForeignMessage(string Endpoint, DateTimeOffset At);
