using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Workflows.Persistence.Model;

internal sealed class ParkedEventRowConfiguration(string schema) : IEntityTypeConfiguration<ParkedEventRow>
{
    public void Configure(EntityTypeBuilder<ParkedEventRow> row)
    {
        row.ToTable("parked_events", schema);
        row.HasKey(parked => new { parked.Workflow, parked.Wait, parked.Key, parked.EventId }).HasName("pk_parked_events");
        row.HasStorageParameter("autovacuum_vacuum_scale_factor", 0.05);

        row.Property(parked => parked.EventId).Uuid("event_id");
        row.Property(parked => parked.Workflow).Name("workflow");
        row.Property(parked => parked.Wait).Name("wait");
        row.Property(parked => parked.Key).Name("key");
        row.Property(parked => parked.EventType).Text("event_type");
        row.Property(parked => parked.Body).Text("body");
        row.Property(parked => parked.ReceivedAt).Time("received_at");
        row.Property(parked => parked.ExpiresAt).Time("expires_at");
        row.Property(parked => parked.IsOffered).Column("is_offered", "boolean");
        row.Property(parked => parked.Context).Text("context");

        row.HasIndex(parked => parked.EventId, "ix_parked_events_event_id");
        row.HasIndex(parked => parked.ExpiresAt, "ix_parked_events_expires_at");
    }
}
