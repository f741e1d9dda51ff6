namespace Workflows.Dashboard.Live;

/// <summary>Counts the parts of one open page that follow what happens, so that a page without any is not called live. Belongs to one connection, whose parts take turns.</summary>
internal sealed class LiveParts
{
    private int _count;

    public event Action? Changed;

    public bool Any => _count > 0;

    /// <returns>Takes the part out again.</returns>
    public IDisposable Add()
    {
        Count(1);
        return new Place(this);
    }

    private void Count(int change)
    {
        _count += change;
        Changed?.Invoke();
    }

    private sealed class Place(LiveParts parts) : IDisposable
    {
        public void Dispose() => parts.Count(-1);
    }
}
