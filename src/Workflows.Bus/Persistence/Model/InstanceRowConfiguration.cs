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

        // Room in every page for the next version of its rows, and a vacuum before there is much to do.
        row.HasStorageParameter("fillfactor", 75);
        row.HasStorageParameter("autovacuum_vacuum_scale_factor", 0.05);
        row.HasStorageParameter("autovacuum_analyze_scale_factor", 0.05);

        ConfigureColumns(row);
        ConfigureIndexes(row);
    }

    private static void ConfigureColumns(EntityTypeBuilder<InstanceRow> row)
    {
        row.Property(instance => instance.InstanceId).Uuid("instance_id");
        row.Property(instance => instance.Workflow).Name("workflow");
        row.Property(instance => instance.Version).Number("version");
        row.Property(instance => instance.Status).Number("status", "smallint");
        row.Property(instance => instance.Revision).Number("revision", "bigint");
        row.Property(instance => instance.Key).Name("key");
        row.Property(instance => instance.Tags).Column("tags", "jsonb");
        row.Property(instance => instance.CurrentNode).Text("current_node");
        row.Property(instance => instance.WaitingFor).Text("waiting_for");
        row.Property(instance => instance.DueAt).Time("due_at");
        row.Property(instance => instance.Attempt).Number("attempt");
        row.Property(instance => instance.NodeSince).Time("node_since");
        row.Property(instance => instance.ErrorType).Text("error_type");
        row.Property(instance => instance.ErrorMessage).Text("error_message");
        row.Property(instance => instance.CreatedAt).Time("created_at");
        row.Property(instance => instance.UpdatedAt).Time("updated_at");
        row.Property(instance => instance.FinishedAt).Time("finished_at");
        row.Property(instance => instance.StaleAt).Time("stale_at");
        row.Property(instance => instance.TraceParent).Text("trace_parent");
        row.Property(instance => instance.State).Json("state");
        row.Property(instance => instance.Execution).Json("execution");
        row.Property(instance => instance.Error).Json("error");
    }

    /// <summary>
    /// None but the primary key holds the id: a prepared statement that looks for ids, and was planned while the table was empty, could
    /// otherwise be stuck with an index that it has to read whole. Rows of the same instant are put in order when they are read.
    /// </summary>
    private static void ConfigureIndexes(EntityTypeBuilder<InstanceRow> row)
    {
        row.HasIndex(instance => new { instance.Workflow, instance.Key }, "ux_instances_live_key")
            .IsUnique().HasFilter($"key IS NOT NULL AND {LivingStatus.Condition}");
        row.HasIndex(instance => instance.CreatedAt, "ix_instances_created_at");
        row.HasIndex(instance => new { instance.Workflow, instance.CreatedAt }, "ix_instances_workflow_created_at");

        // Also counts the living by workflow and version, without a look at the table.
        row.HasIndex(instance => new { instance.Status, instance.CreatedAt }, "ix_instances_status_created_at")
            .IncludeProperties(instance => new { instance.Workflow, instance.Version });
        row.HasIndex(instance => instance.Key, "ix_instances_key").HasFilter("key IS NOT NULL");
        row.HasIndex(instance => instance.Tags, "ix_instances_tags")
            .HasMethod("gin").HasOperators("jsonb_path_ops").HasFilter("tags IS NOT NULL");
        row.HasIndex(instance => instance.StaleAt, "ix_instances_stale_at").HasFilter("stale_at IS NOT NULL");
    }
}
