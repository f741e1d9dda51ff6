using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Workflows.Contracts;
using Workflows.Instances;
namespace Workflows.Persistence { 
 internal static class PostgresStoreRegistration { public static void Add(IServiceCollection s, string c, string schema) => throw new NotSupportedException(s + c + schema); }
 internal static class EntityFrameworkStoreRegistration { public static void Add<T>(IServiceCollection s) where T : DbContext => throw new NotSupportedException(s + ""); }
 internal sealed class NoMig : IStoreMigration { public Task MigrateAsync(CancellationToken cancellationToken) => Task.CompletedTask; }
}
namespace Workflows.Definition { internal static class DefinitionViewOf { public static WorkflowDefinitionView Plan(WorkflowPlan p, string e) => new() { Name = p.Name, Version = p.Version, Endpoint = e, Nodes = [], Edges = [] }; } }
