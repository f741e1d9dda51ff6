using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Workflows.TestWorker;

/// <summary>A context as an application has it, with the tables of workflows beside its own.</summary>
public sealed class OwnContext(DbContextOptions<OwnContext> options, WorkerSettings settings) : DbContext(options)
{
    /// <summary>What the application itself keeps.</summary>
    public DbSet<Receipt> Receipts => Set<Receipt>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        if (settings.HasOpinions)
            Opinions.Configure(configurationBuilder);
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        ArgumentNullException.ThrowIfNull(modelBuilder);
        modelBuilder.AddWorkflows(settings.Schema);
        if (settings.HasOpinions)
            Opinions.HideAll(modelBuilder.HasDefaultSchema("nowhere"));

        modelBuilder.Entity<Receipt>().ToTable("receipts", settings.Schema).HasKey(receipt => receipt.OrderId);
    }
}

/// <summary>A row of the application.</summary>
public sealed class Receipt
{
    public Guid OrderId { get; set; }

    public DateTimeOffset At { get; set; }
}
