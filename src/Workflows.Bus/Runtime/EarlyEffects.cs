using System.Threading.Channels;
using Workflows.Instances;

namespace Workflows.Runtime;

/// <summary>
/// Transitions that were committed before the bus was there, by what the host starts earlier: what follows from them is done as soon as it is, and nobody
/// waits for it.
/// </summary>
internal sealed class EarlyEffects(EndpointReadiness readiness)
{
    /// <summary>More than that are left to the sweeper.</summary>
    private const int Most = 10_000;

    private readonly Channel<Transition> _kept = Channel.CreateBounded<Transition>(Most);

    /// <returns>False: the bus is there, or too many were kept.</returns>
    public bool TryKeep(Transition transition) => !readiness.IsReady && _kept.Writer.TryWrite(transition);

    /// <summary>Waits for one, and then for the bus.</summary>
    public async Task<Transition> TakeAsync(CancellationToken cancellationToken)
    {
        await _kept.Reader.WaitToReadAsync(cancellationToken);
        await readiness.WaitAsync(cancellationToken);
        return await _kept.Reader.ReadAsync(cancellationToken);
    }
}
