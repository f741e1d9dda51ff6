using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Workflows.Persistence.Model;

internal sealed class AuditRowConfiguration(string schema) : IEntityTypeConfiguration<AuditRow>
{
    public void Configure(EntityTypeBuilder<AuditRow> row)
    {
        row.ToTable("audit", schema);
        row.HasKey(entry => entry.AuditId).HasName("pk_audit");

        row.Property(entry => entry.AuditId).Uuid("audit_id").HasColumnOrder(0);
        row.Property(entry => entry.At).Time("at").HasColumnOrder(1);
        row.Property(entry => entry.Actor).Name("actor").HasColumnOrder(2);
        row.Property(entry => entry.Operation).Name("operation").HasColumnOrder(3);
        row.Property(entry => entry.IsAccepted).Column("is_accepted", "boolean").HasColumnOrder(4);
        row.Property(entry => entry.InstanceId).Uuid("instance_id").HasColumnOrder(5);
        row.Property(entry => entry.JobId).Uuid("job_id").HasColumnOrder(6);
        row.Property(entry => entry.Workflow).Name("workflow").HasColumnOrder(7);
        row.Property(entry => entry.Key).Name("key").HasColumnOrder(8);
        row.Property(entry => entry.Reason).Text("reason").HasColumnOrder(9);
        row.Property(entry => entry.Outcome).Text("outcome").HasColumnOrder(10);

        // The same ways in as for the journal.
        row.HasIndex(entry => new { entry.Operation, entry.At }, "ix_audit_operation");
        row.HasIndex(entry => new { entry.Actor, entry.Operation, entry.At }, "ix_audit_actor");
        row.HasIndex(entry => new { entry.InstanceId, entry.At }, "ix_audit_instance_id").HasFilter("instance_id IS NOT NULL");
        row.HasIndex(entry => new { entry.JobId, entry.At }, "ix_audit_job_id").HasFilter("job_id IS NOT NULL");
    }
}
