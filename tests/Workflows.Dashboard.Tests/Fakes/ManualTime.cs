namespace Workflows.Dashboard.Tests.Fakes;

/// <summary>A clock that stands still.</summary>
internal sealed class ManualTime(DateTimeOffset now) : TimeProvider
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 20, 14, 21, 15, TimeSpan.Zero);

    public ManualTime()
        : this(Noon)
    {
    }

    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}
