namespace Workflows.Tests.Engine.Properties;

/// <summary>
/// Random choices, one byte each. What is built from them shrinks by itself: fewer bytes make fewer things, smaller bytes simpler ones, and
/// behind the last byte every choice is 0.
/// </summary>
internal sealed class Dna(byte[] choices)
{
    private int _next;

    public bool IsSpent => _next >= choices.Length;

    /// <returns>A number from 0 to <paramref name="count"/> - 1.</returns>
    public int Next(int count) => IsSpent ? 0 : choices[_next++] % count;

    public bool OneIn(int count) => Next(count) == count - 1;

    public T Pick<T>(IReadOnlyList<T> items) => items[Next(items.Count)];
}
