using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Workflows.Persistence.Model;

internal sealed class QuarantineRowConfiguration(string schema) : IEntityTypeConfiguration<QuarantineRow>
{
    public void Configure(EntityTypeBuilder<QuarantineRow> row)
    {
        row.ToTable("quarantine", schema);
        row.HasKey(entry => entry.Id).HasName("pk_quarantine");

        row.Property(entry => entry.Id).Uuid("id").HasColumnOrder(0);
        row.Property(entry => entry.Kind).Number("kind", "smallint").HasColumnOrder(1);
        row.Property(entry => entry.SubjectId).Uuid("subject_id").HasColumnOrder(2);
        row.Property(entry => entry.Workflow).Name("workflow").HasColumnOrder(3);
        row.Property(entry => entry.Version).Number("version").HasColumnOrder(4);
        row.Property(entry => entry.InstanceId).Uuid("instance_id").HasColumnOrder(5);
        row.Property(entry => entry.Revision).Number("revision", "bigint").HasColumnOrder(6);
        row.Property(entry => entry.Reason).Text("reason").HasColumnOrder(7);
        row.Property(entry => entry.TryCount).Number("try_count").HasColumnOrder(8);
        row.Property(entry => entry.FirstAt).Time("first_at").HasColumnOrder(9);
        row.Property(entry => entry.LastAt).Time("last_at").HasColumnOrder(10);
        row.Property(entry => entry.NextAt).Time("next_at").HasColumnOrder(11);
        row.Property(entry => entry.QuarantinedAt).Time("quarantined_at").HasColumnOrder(12);
        row.Property(entry => entry.Content).Text("content").HasColumnOrder(13);

        row.HasIndex(entry => new { entry.QuarantinedAt, entry.Id }, "ix_quarantine_quarantined_at").HasFilter("quarantined_at IS NOT NULL");
        row.HasIndex(entry => entry.InstanceId, "ix_quarantine_instance_id").HasFilter("instance_id IS NOT NULL");
    }
}
