using Workflows.Contracts;
using Workflows.Diagnostics.Installation;
using Workflows.Instances;
using Workflows.Runtime;

namespace Workflows.Compilation;

/// <summary>A store that other processes can reach goes with a bus that they can reach: all of them are on one broker.</summary>
internal sealed class BusCheck(BusIdentity bus, KnownProcesses processes, ProcessNotice self, StoreChoice store) : IInstallationCheck
{
    private const string Remedy = "Use one broker for all processes on a store, or give an application with a bus of its own a schema of its own.";

    public async Task<IReadOnlyList<InstallationFinding>> FindAsync(CancellationToken cancellationToken)
    {
        if (store.Options is null || await bus.ReadAsync() is not { } own)
            return [];

        var others = (await processes.ListAsync(cancellationToken)).Where(process => process.Id != self.Id);
        return Of(own, [.. others]);
    }

    public static IReadOnlyList<InstallationFinding> Of(ProcessBus own, IReadOnlyCollection<RunningProcess> others)
    {
        var apart = others.Where(other => other.Bus is { } bus && bus.IsApartFrom(own)).ToArray();
        if (apart.Length > 0)
        {
            // Of two brokers either may be meant, as while processes move from one to the other; a bus in memory beside processes on a broker never is.
            return ProcessBus.IsInMemory(own.Address) && apart.Any(other => !ProcessBus.IsInMemory(other.Bus!.Address))
                ? [InstallationFinding.Error(WorkflowFindingKind.StoreShared, TextOf(own, apart)) with { IsRefused = true }]
                : [InstallationFinding.Warning(WorkflowFindingKind.StoreShared, TextOf(own, apart))];
        }

        return ProcessBus.IsInMemory(own.Address)
            ?
            [
                InstallationFinding.Warning(
                    WorkflowFindingKind.StoreShared,
                    $"The store is a database, but the bus is in the memory of this process: whichever process on the store sees a timer first takes it, and its message reaches nobody else. {Remedy}"),
            ]
            : [];
    }

    private static string TextOf(ProcessBus own, RunningProcess[] apart)
    {
        var theirs = apart.GroupBy(process => NameOf(process.Bus!), StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => $"{string.Join(", ", group.Select(process => $"'{process.Name}'").Distinct().Order(StringComparer.Ordinal).Take(5))} on {group.Key}");
        return $"Two brokers on one store: this process is on {NameOf(own)}, and {string.Join("; ", theirs)}. Whichever sees a timer first takes it, and its message reaches nobody on the other broker. {Remedy}";
    }

    private static string NameOf(ProcessBus bus) => ProcessBus.IsInMemory(bus.Address)
        ? "a bus in its own memory"
        : bus.Cluster is null ? bus.Address : $"{bus.Address} ({bus.Cluster})";
}
