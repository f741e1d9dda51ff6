using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Workflows.TestWorker;

namespace Workflows.IntegrationTests.Persistence;

/// <summary>A context of an application that has something to say of everything in it: names, types, lengths, which rows are seen.</summary>
internal sealed class OpinionatedContext(DbContextOptions<OpinionatedContext> options, OpinionatedContext.Place place) : DbContext(options)
{
    private Place Tables => place;

    public static void Configure(DbContextOptionsBuilder options) => options
        .UseNpgsql(Services.PostgresConnectionString)
        .ReplaceService<IModelCacheKeyFactory, OneForEachPlace>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) => Opinions.Configure(configurationBuilder);

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.HasDefaultSchema("nowhere");
        modelBuilder.AddWorkflows(place.Schema);
        Opinions.HideAll(modelBuilder);
    }

    /// <param name="Schema">Schema of the tables of workflows.</param>
    internal sealed record Place(string Schema);

    private sealed class OneForEachPlace : IModelCacheKeyFactory
    {
        public object Create(DbContext context, bool designTime) => (((OpinionatedContext)context).Tables.Schema, designTime);
    }
}
