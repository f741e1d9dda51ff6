using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Workflows.Persistence.Model;

internal sealed class JournalRowConfiguration(string schema) : IEntityTypeConfiguration<JournalRow>
{
    public void Configure(EntityTypeBuilder<JournalRow> row)
    {
        row.ToTable("journal", schema);
        row.HasKey(entry => new { entry.InstanceId, entry.Sequence }).HasName("pk_journal");

        row.Property(entry => entry.InstanceId).Uuid("instance_id");
        row.Property(entry => entry.Sequence).Number("sequence");
        row.Property(entry => entry.At).Time("at");
        row.Property(entry => entry.Kind).Text("kind");
        row.Property(entry => entry.Node).Text("node");
        row.Property(entry => entry.Token).Number("token");
        row.Property(entry => entry.Attempt).Number("attempt");
        row.Property(entry => entry.Actor).Text("actor");
        row.Property(entry => entry.Reason).Text("reason");
        row.Property(entry => entry.Detail).Json("detail");
        row.Property(entry => entry.Error).Json("error");
        row.Property(entry => entry.Patch).Json("patch");
        row.Property(entry => entry.EventTaken).Uuid("event_taken");

        // What people did, over all instances.
        row.HasIndex(entry => entry.At, "ix_journal_audit").HasFilter("actor IS NOT NULL");

        // Who took an event that is delivered again.
        row.HasIndex(entry => entry.EventTaken, "ix_journal_event_taken").HasFilter("event_taken IS NOT NULL");
    }
}
