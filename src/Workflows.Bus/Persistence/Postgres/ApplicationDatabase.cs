using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Workflows.Persistence.Model;

namespace Workflows.Persistence.Postgres;

/// <summary>The database behind a context of the application: how to connect to it, and where the tables of workflows are in it.</summary>
internal sealed class ApplicationDatabase : IDisposable
{
    private const string Provider = "Npgsql.EntityFrameworkCore.PostgreSQL";

    private readonly NpgsqlConnection _template;
    private readonly string _context;

    private ApplicationDatabase(NpgsqlConnection template, StoreTables tables, string? schema, string context)
    {
        _template = template;
        _context = context;
        Tables = tables;
        Schema = schema;
    }

    public StoreTables Tables { get; }

    public string? Schema { get; }

    /// <exception cref="InvalidOperationException">The context is not registered, not on PostgreSQL, or without tables of workflows.</exception>
    public static ApplicationDatabase Of<TDbContext>(IServiceScopeFactory scopes)
        where TDbContext : DbContext
    {
        var name = typeof(TDbContext).Name;
        using var scope = scopes.CreateScope();
        var context = scope.ServiceProvider.GetService<TDbContext>()
            ?? throw new InvalidOperationException($"Expected {name} among the services, because UseEntityFramework<{name}>() names it, but it is not registered. Add it with AddDbContext<{name}>().");
        if (context.Database.ProviderName != Provider)
            throw new InvalidOperationException($"Expected {name} to be on PostgreSQL ({Provider}), but it is on {context.Database.ProviderName}. Other databases are not supported as the store of workflows.");

        var tables = ModelTables.Of(context.Model, name);
        var schema = context.Model.FindEntityType(typeof(InstanceRow))!.GetSchema();

        // A clone knows the pool and the password of the original, and outlives its context.
        var template = (NpgsqlConnection)((ICloneable)context.Database.GetDbConnection()).Clone();
        return new ApplicationDatabase(template, tables, schema, name);
    }

    public NpgsqlConnection CreateConnection() => (NpgsqlConnection)((ICloneable)_template).Clone();

    /// <returns>The schema, where the tables in it have the names that the migrations give them.</returns>
    /// <exception cref="InvalidOperationException">They have other names.</exception>
    public string SchemaToMigrate() =>
        Schema is not null && Tables == StoreTables.In(Schema)
            ? Schema
            : throw new InvalidOperationException($"The tables of workflows have other names in the model of {_context} than the migrations give them. Create them with migrations of {_context} itself.");

    public void Dispose() => _template.Dispose();
}
