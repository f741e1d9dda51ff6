using System.Diagnostics.CodeAnalysis;

namespace Workflows.Steps;

/// <summary>A number of slots, for which some wait as long as it takes and others for a moment only.</summary>
[SuppressMessage("Design", "CA1001", Justification = "The semaphore has no wait handle to free, and who waits for one that is disposed waits for ever.")]
internal sealed class SlotLimit(int count)
{
    /// <summary>Short enough for events that wait behind, long enough for quick steps to end.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromMilliseconds(100);

    private readonly SemaphoreSlim _slots = new(count);
    private volatile bool _isStuck;

    public Task EnterAsync(CancellationToken cancellationToken) => _slots.WaitAsync(cancellationToken);

    /// <returns>False where none becomes free in that time; and at once, until one does, when another has waited in vain: the slots are held by slow steps.</returns>
    public async ValueTask<bool> TryEnterAsync(CancellationToken cancellationToken)
    {
        if (_slots.Wait(0, CancellationToken.None))
            return true;

        if (_isStuck || count == 0)
            return false;

        var isIn = await _slots.WaitAsync(_patience, cancellationToken);
        if (!isIn)
            _isStuck = true;

        return isIn;
    }

    public void Leave()
    {
        _isStuck = false;
        _slots.Release();
    }
}
