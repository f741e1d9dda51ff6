using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Workflows.Contracts;
using Workflows.Instances;
namespace Workflows.Persistence { 
 internal static class PostgresStoreRegistration { public static void Add(IServiceCollection s, string c, string schema) => throw new NotSupportedException(s + c + schema); }
 internal static class EntityFrameworkStoreRegistration { public static void Add<T>(IServiceCollection s) where T : DbContext => throw new NotSupportedException(s + ""); }
 internal sealed class NoMig : IStoreMigration { public Task MigrateAsync(CancellationToken cancellationToken) => Task.CompletedTask; }
}
namespace Workflows.Timers {
 internal sealed class NoAlarm : ITimerAlarm { public ValueTask ArmAsync(DateTimeOffset dueAt, CancellationToken cancellationToken) => default; }
 internal static class TimerRegistration { public static void Add(IServiceCollection s) { s.AddSingleton<ITimerAlarm, NoAlarm>(); s.AddSingleton<IStoreMigration, Workflows.Persistence.NoMig>(); } }
}
namespace Workflows.Definition { internal static class DefinitionViewOf { public static WorkflowDefinitionView Plan(WorkflowPlan p, string e) => new() { Name = p.Name, Version = p.Version, Endpoint = e, Nodes = [], Edges = [] }; } }
