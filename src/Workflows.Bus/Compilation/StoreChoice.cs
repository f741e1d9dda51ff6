using Microsoft.Extensions.DependencyInjection;

namespace Workflows.Compilation;

/// <summary>The store that was asked for.</summary>
/// <param name="Name">What to call it in a fault.</param>
/// <param name="Options">Its settings; null: it has none.</param>
/// <param name="Register">Registers it.</param>
internal sealed record StoreChoice(string Name, WorkflowStoreOptions? Options, Action<IServiceCollection> Register)
{
    /// <summary>What to call it in the log.</summary>
    public string Title => Name switch
    {
        "UsePostgres" => "PostgreSQL",
        "UseEntityFramework" => "database of the application's context",
        "AddWorkflowTesting" => "memory of the test",
        _ => "memory",
    };
}
