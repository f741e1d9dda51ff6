using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Workflows.Persistence.Model;

internal sealed class TimerRowConfiguration(string schema) : IEntityTypeConfiguration<TimerRow>
{
    public void Configure(EntityTypeBuilder<TimerRow> row)
    {
        row.ToTable("timers", schema);
        row.HasKey(timer => timer.TimerId).HasName("pk_timers");

        // Rows come and go: what is dead at the beginning of the index is in the way of every look for the earliest.
        row.HasStorageParameter("autovacuum_vacuum_scale_factor", 0.02);

        row.Property(timer => timer.TimerId).Uuid("timer_id");
        row.Property(timer => timer.DueAt).Time("due_at");
        row.Property(timer => timer.InstanceId).Uuid("instance_id");
        row.Property(timer => timer.Workflow).Name("workflow");
        row.Property(timer => timer.Version).Number("version");
        row.Property(timer => timer.Destination).Text("destination");
        row.Property(timer => timer.ContentType).Text("content_type");
        row.Property(timer => timer.Body).Text("body");
        row.Property(timer => timer.FirstDueAt).Time("first_due_at");
        row.Property(timer => timer.Purpose).Number("purpose", "smallint");
        row.Property(timer => timer.Place).Text("place");
        row.Property(timer => timer.Token).Number("token");

        row.HasIndex(timer => timer.DueAt, "ix_timers_due_at");
        row.HasIndex(timer => timer.FirstDueAt, "ix_timers_first_due_at").HasFilter("first_due_at IS NOT NULL");
    }
}
