using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Workflows.Persistence.Model;

namespace Workflows.Persistence.Postgres;

/// <summary>Reads from a model where the tables of workflows are, and whether they are as the statements expect them.</summary>
internal static class ModelTables
{
    /// <exception cref="InvalidOperationException">The model has no tables of workflows, or their columns have other names.</exception>
    public static StoreTables Of(IModel model, string context) => new()
    {
        Instances = NameOf<InstanceRow>(model, context),
        Journal = NameOf<JournalRow>(model, context),
        Tokens = NameOf<TokenRow>(model, context),
        Timers = NameOf<TimerRow>(model, context),
        Subscriptions = NameOf<SubscriptionRow>(model, context),
        ParkedEvents = NameOf<ParkedEventRow>(model, context),
        Definitions = NameOf<DefinitionRow>(model, context),
        Audit = NameOf<AuditRow>(model, context),
        BulkJobs = NameOf<BulkJobRow>(model, context),
        BulkRows = NameOf<BulkInstanceRow>(model, context),
        Processes = NameOf<ProcessRow>(model, context),
        Quarantine = NameOf<QuarantineRow>(model, context),
        StoreIdentity = NameOf<StoreIdentityRow>(model, context),
    };

    private static string NameOf<TRow>(IModel model, string context)
    {
        var entity = model.FindEntityType(typeof(TRow))
            ?? throw new InvalidOperationException($"Expected the tables of workflows in the model of {context}, but it has none. Call modelBuilder.AddWorkflows() in its OnModelCreating.");
        var table = StoreObjectIdentifier.Create(entity, StoreObjectType.Table)
            ?? throw new InvalidOperationException($"Expected a table for {entity.DisplayName()} in the model of {context}, but it is mapped to something else.");

        foreach (var property in entity.GetProperties())
        {
            var expected = SnakeCase(property.Name);
            if (property.GetColumnName(table) is { } name && name != expected)
                throw new InvalidOperationException($"Expected a column '{expected}' in table '{table.Name}' of the model of {context}, but it is '{name}'. Something in the model renames columns; leave out the tables of workflows.");
        }

        return table.Schema is null ? Quote(table.Name) : $"{Quote(table.Schema)}.{Quote(table.Name)}";
    }

    private static string SnakeCase(string name) =>
        string.Concat(name.Select((letter, index) => char.IsUpper(letter) && index > 0 ? $"_{char.ToLowerInvariant(letter)}" : $"{char.ToLowerInvariant(letter)}"));

    private static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
