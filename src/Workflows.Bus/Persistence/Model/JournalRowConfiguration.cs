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
        row.Property(entry => entry.Kind).Name("kind");
        row.Property(entry => entry.Node).Text("node");
        row.Property(entry => entry.Token).Number("token");
        row.Property(entry => entry.Attempt).Number("attempt");
        row.Property(entry => entry.Actor).Name("actor");
        row.Property(entry => entry.Reason).Text("reason");
        row.Property(entry => entry.Detail).Json("detail");
        row.Property(entry => entry.Error).Json("error");
        row.Property(entry => entry.Patch).Json("patch");
        row.Property(entry => entry.JobId).Uuid("job_id");
        row.Property(entry => entry.EventTaken).Uuid("event_taken");
        row.Property(entry => entry.Place).Text("place");

        // What people did, over all instances: by what they did, by who they are, by the job.
        row.HasIndex(entry => new { entry.Kind, entry.At }, "ix_journal_audit").HasFilter("actor IS NOT NULL");
        row.HasIndex(entry => new { entry.Actor, entry.Kind, entry.At }, "ix_journal_actor").HasFilter("actor IS NOT NULL");
        row.HasIndex(entry => new { entry.JobId, entry.At }, "ix_journal_job_id").HasFilter("job_id IS NOT NULL");

        // Who took an event that is delivered again.
        row.HasIndex(entry => entry.EventTaken, "ix_journal_event_taken").HasFilter("event_taken IS NOT NULL");
    }
}
