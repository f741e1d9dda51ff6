using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Workflows.Persistence.Model;
using Workflows.Persistence.Postgres.Queries;

namespace Workflows.Persistence.Postgres;

/// <summary>The database behind a context of the application: how to connect to it, and where the tables of workflows are in it.</summary>
internal sealed class ApplicationDatabase : IDisposable
{
    private const string Provider = "Npgsql.EntityFrameworkCore.PostgreSQL";

    private readonly NpgsqlConnection _template;
    private readonly string _context;

    private ApplicationDatabase(NpgsqlConnection template, StoreTables tables, IModel model, string context)
    {
        _template = template;
        _context = context;
        Tables = tables;
        Schema = model.FindEntityType(typeof(InstanceRow))!.GetSchema();
        Model = WorkflowDbContext.ModelBeside(model);
    }

    public StoreTables Tables { get; }

    /// <summary>The tables alone, for queries.</summary>
    public IModel Model { get; }

    public string? Schema { get; }

    /// <param name="scopes">Where the context is.</param>
    /// <param name="isBehindPooler">Its connections come from a pooler that hands them on.</param>
    /// <exception cref="InvalidOperationException">The context is not registered, not on PostgreSQL, without tables of workflows, has too small a pool, or connects in a way that its pooler does not bear.</exception>
    public static ApplicationDatabase Of<TDbContext>(IServiceScopeFactory scopes, bool isBehindPooler = false)
        where TDbContext : DbContext
    {
        var name = typeof(TDbContext).Name;
        using var scope = scopes.CreateScope();
        var context = scope.ServiceProvider.GetService<TDbContext>()
            ?? throw new InvalidOperationException($"Expected {name} among the services, because UseEntityFramework<{name}>() names it, but it is not registered. Add it with AddDbContext<{name}>().");
        if (context.Database.ProviderName != Provider)
            throw new InvalidOperationException($"Expected {name} to be on PostgreSQL ({Provider}), but it is on {context.Database.ProviderName}. Other databases are not supported as the store of workflows.");

        var tables = ModelTables.Of(context.Model, name);
        var settings = new NpgsqlConnectionStringBuilder(context.Database.GetDbConnection().ConnectionString);
        if (PoolNeed.Refusal(settings, name) is { } refusal)
            throw new InvalidOperationException(refusal);

        if (isBehindPooler)
            CheckPooled(settings, name);

        // A clone knows the pool and the password of the original, and outlives its context.
        var template = (NpgsqlConnection)((ICloneable)context.Database.GetDbConnection()).Clone();
        return new ApplicationDatabase(template, tables, context.Model, name);
    }

    public NpgsqlConnection CreateConnection() => (NpgsqlConnection)((ICloneable)_template).Clone();

    /// <returns>The schema, where the tables in it have the names that the migrations give them.</returns>
    /// <exception cref="InvalidOperationException">They have other names.</exception>
    public string SchemaToMigrate() =>
        Schema is not null && Tables == StoreTables.In(Schema)
            ? Schema
            : throw new InvalidOperationException($"The tables of workflows have other names in the model of {_context} than the migrations give them. Create them with migrations of {_context} itself.");

    public void Dispose() => _template.Dispose();

    /// <summary>Npgsql sends the reset in front of the next command: the pooler hands the connection on between the two, and the server gets half of the command.</summary>
    private static void CheckPooled(NpgsqlConnectionStringBuilder settings, string context)
    {
        if (!settings.NoResetOnClose || settings.MaxAutoPrepare > 0)
            throw new InvalidOperationException($"Expected 'No Reset On Close=true' and no 'Max Auto Prepare' in the connection string of {context}, because BehindTransactionPooler is set and a pooler that hands connections on bears neither a reset nor prepared statements. It has No Reset On Close={settings.NoResetOnClose} and Max Auto Prepare={settings.MaxAutoPrepare}.");
    }
}
