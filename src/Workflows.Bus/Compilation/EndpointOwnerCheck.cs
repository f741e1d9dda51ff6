using Microsoft.Extensions.DependencyInjection;
using Workflows.Contracts;
using Workflows.Diagnostics;
using Workflows.Diagnostics.Installation;
using Workflows.Runtime;

namespace Workflows.Compilation;

/// <summary>
/// No other store has its workflows behind the endpoints of this process. Ordinary traffic shows it; at the start a few messages that change nothing go to the
/// own endpoints, so that it shows before anything is at stake.
/// </summary>
internal sealed class EndpointOwnerCheck(StoreIdentity identity, WorkflowRegistry registry, EndpointReadiness readiness, TimeProvider time, IServiceProvider provider) : IInstallationCheck
{
    private static readonly TimeSpan _memory = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(3);

    private int _probesLeft = 10;

    public async Task<IReadOnlyList<InstallationFinding>> FindAsync(CancellationToken cancellationToken)
    {
        if (identity.Value is not null && readiness.IsReady && Interlocked.Decrement(ref _probesLeft) >= 0)
            await ProbeAsync(cancellationToken);

        return identity.Last is { } last && time.GetUtcNow() - last.At < _memory
            ?
            [
                InstallationFinding.Error(
                    WorkflowFindingKind.EndpointShared,
                    $"Messages of another store come to the endpoint '{last.Endpoint}': the same workflows run on another database or schema behind endpoints of this name. What came here was refused and lies in its error queue; events reach one of the two at random. Give the endpoints of one of them a prefix (SetEndpointNameFormatter), or both the same store."),
            ]
            : [];
    }

    private async Task ProbeAsync(CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(_patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        var (sender, endpoints) = (provider.GetRequiredService<BusSender>(), provider.GetRequiredService<WorkflowEndpoints>());
        foreach (var plan in registry.Plans)
        {
            try
            {
                await sender.SendOnceAsync(endpoints.InstancesAddress(plan), new RedriveWorkflow(Guid.NewGuid()), either.Token);
            }
            catch (Exception) when (!cancellationToken.IsCancellationRequested)
            {
                // The broker is away, or the endpoint is not there: others say so.
            }
        }
    }
}
