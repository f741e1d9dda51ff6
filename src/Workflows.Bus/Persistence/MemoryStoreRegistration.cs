using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Workflows.Instances;
using Workflows.Persistence.Grouping;
using Workflows.Persistence.Memory;
using Workflows.Timers;

namespace Workflows.Persistence;

/// <summary>Registers the store in memory.</summary>
internal static class MemoryStoreRegistration
{
    public static void Add(IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<MemoryWorkflowStore>();
        services.AddSingleton<IWorkflowStore>(provider => provider.GetRequiredService<MemoryWorkflowStore>());
        services.AddSingleton<ISearchStore, MemorySearchStore>();
        services.AddSingleton<IInsightStore, MemoryInsightStore>();
        services.AddSingleton<IAuditStore, MemoryAuditStore>();
        services.AddSingleton<IProcessStore, MemoryProcessStore>();
        services.AddSingleton<IChangeStore, MemoryChangeStore>();
        services.AddSingleton<IQuarantineStore, MemoryQuarantineStore>();
        services.AddSingleton<IStoreMigration, NoMigration>();
        services.AddSingleton<IStoreErrors>(StoreErrors.OfMemory);
        services.AddSingleton<IStoreInspection, NoInspection>();
        services.AddSingleton<IInstanceGateway, DirectInstanceGateway>();
        services.AddSingleton<IAlarmStorage, MemoryAlarmStorage>();
    }
}
