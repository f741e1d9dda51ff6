using System.Threading.Channels;

namespace Workflows.Runtime;

/// <summary>
/// Wakes one who waits, or who will wait next; rung several times before that, it wakes him once. There is nothing to dispose: a semaphore that is
/// disposed under who waits for it lets him wait for ever, though he is canceled, and one that is rung then throws in the thread of a timer.
/// </summary>
internal sealed class Bell
{
    private readonly Channel<bool> _rung = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Ring() => _rung.Writer.TryWrite(true);

    public async Task WaitAsync(CancellationToken cancellationToken) => await _rung.Reader.ReadAsync(cancellationToken);
}
