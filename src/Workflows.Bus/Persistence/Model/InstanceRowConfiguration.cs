using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Workflows.Persistence.Model;

internal sealed class InstanceRowConfiguration(string schema) : IEntityTypeConfiguration<InstanceRow>
{
    private const string Table = "instances";

    public void Configure(EntityTypeBuilder<InstanceRow> row)
    {
        row.ToTable(Table, schema);
        row.HasKey(instance => instance.InstanceId).HasName("pk_instances");

        // Room in every page for the next version of each of its rows. A fuller page would soon send versions to other pages, with entries in
        // every index, and the table would be larger in the end. And a vacuum before there is much to do.
        row.HasStorageParameter("fillfactor", 50);
        row.HasStorageParameter("autovacuum_vacuum_scale_factor", 0.05);
        row.HasStorageParameter("autovacuum_analyze_scale_factor", 0.05);

        ConfigureColumns(row);
        ConfigureIndexes(row);
    }

    /// <summary>What never changes comes first: a new version of a row is logged from the first difference on.</summary>
    private static void ConfigureColumns(EntityTypeBuilder<InstanceRow> row)
    {
        row.Property(instance => instance.InstanceId).Uuid("instance_id").HasColumnOrder(0);
        row.Property(instance => instance.Workflow).Name("workflow").HasColumnOrder(1);
        row.Property(instance => instance.Version).Number("version").HasColumnOrder(2);
        row.Property(instance => instance.CreatedAt).Time("created_at").HasColumnOrder(3);
        row.Property(instance => instance.Key).Name("key").HasColumnOrder(4);
        row.Property(instance => instance.KeyFolded).Name("key_folded").HasColumnOrder(5);
        row.Property(instance => instance.Tags).Column("tags", "jsonb").HasColumnOrder(6);
        row.Property(instance => instance.TraceParent).Text("trace_parent").HasColumnOrder(7);
        row.Property(instance => instance.State).Json("state").HasColumnOrder(8);
        row.Property(instance => instance.Status).Number("status", "smallint").HasColumnOrder(9);
        row.Property(instance => instance.Revision).Number("revision", "bigint").HasColumnOrder(10);
        row.Property(instance => instance.CurrentNode).Text("current_node").HasColumnOrder(11);
        row.Property(instance => instance.WaitingFor).Name("waiting_for").HasColumnOrder(12);
        row.Property(instance => instance.DueAt).Time("due_at").HasColumnOrder(13);
        row.Property(instance => instance.Attempt).Number("attempt").HasColumnOrder(14);
        row.Property(instance => instance.NodeSince).Time("node_since").HasColumnOrder(15);
        row.Property(instance => instance.ErrorType).Text("error_type").HasColumnOrder(16);
        row.Property(instance => instance.ErrorMessage).Text("error_message").HasColumnOrder(17);
        row.Property(instance => instance.UpdatedAt).Time("updated_at").HasColumnOrder(18);
        row.Property(instance => instance.FinishedAt).Time("finished_at").HasColumnOrder(19);
        row.Property(instance => instance.StaleAt).Time("stale_at").HasColumnOrder(20);
        row.Property(instance => instance.Execution).Json("execution").HasColumnOrder(21);
        row.Property(instance => instance.Error).Json("error").HasColumnOrder(22);
    }

    /// <summary>
    /// None but the primary key holds the id: a prepared statement that looks for ids, and was planned while the table was empty, could
    /// otherwise be stuck with an index that it has to read whole. Rows of the same instant are put in order when they are read.
    /// </summary>
    private static void ConfigureIndexes(EntityTypeBuilder<InstanceRow> row)
    {
        row.HasIndex(instance => new { instance.Workflow, instance.Key }, "ux_instances_live_key")
            .IsUnique().HasFilter($"key IS NOT NULL AND {LivingStatus.Condition}");

        // Each workflow, version and status is read in the order of acceptance; lists that leave some of them open merge several. There is no index of
        // that time alone: it would be read from end to end by every search for something rare.
        row.HasIndex(instance => new { instance.Workflow, instance.Version, instance.Status, instance.CreatedAt }, "ix_instances_workflow_created_at");

        // Also counts the living by workflow and version, without a look at the table.
        row.HasIndex(instance => new { instance.Status, instance.CreatedAt }, "ix_instances_status_created_at")
            .IncludeProperties(instance => new { instance.Workflow, instance.Version });
        row.HasIndex(instance => new { instance.KeyFolded, instance.CreatedAt }, "ix_instances_key_folded").HasFilter("key_folded IS NOT NULL");
        row.HasIndex(instance => instance.Tags, "ix_instances_tags")
            .HasMethod("gin").HasOperators("jsonb_path_ops").HasFilter("tags IS NOT NULL");
        row.HasIndex(instance => instance.StaleAt, "ix_instances_stale_at").HasFilter("stale_at IS NOT NULL");
        ConfigureRareIndexes(row);
    }

    /// <summary>Over columns that are empty while an instance goes from step to step, so that those updates leave these indexes alone as well.</summary>
    private static void ConfigureRareIndexes(EntityTypeBuilder<InstanceRow> row)
    {
        row.HasIndex(instance => instance.CreatedAt, "ix_instances_error_created_at").HasFilter("error_type IS NOT NULL");
        row.HasIndex(instance => instance.FinishedAt, "ix_instances_finished_at")
            .IncludeProperties(instance => new { instance.Workflow, instance.Status, instance.CreatedAt }).HasFilter("finished_at IS NOT NULL");
    }
}
