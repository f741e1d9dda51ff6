using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Workflows.Persistence.Model;

internal sealed class BulkInstanceRowConfiguration(string schema) : IEntityTypeConfiguration<BulkInstanceRow>
{
    public void Configure(EntityTypeBuilder<BulkInstanceRow> row)
    {
        row.ToTable("bulk_rows", schema);
        row.HasKey(instance => new { instance.JobId, instance.Position }).HasName("pk_bulk_rows");

        row.Property(instance => instance.JobId).Uuid("job_id").HasColumnOrder(0);
        row.Property(instance => instance.Position).Number("position").HasColumnOrder(1);
        row.Property(instance => instance.InstanceId).Uuid("instance_id").HasColumnOrder(2);
        row.Property(instance => instance.Outcome).Number("outcome", "smallint").HasColumnOrder(3);
        row.Property(instance => instance.At).Time("at").HasColumnOrder(4);
        row.Property(instance => instance.Message).Text("message").HasColumnOrder(5);

        // What is open, and what was refused, in the order of the job.
        row.HasIndex(instance => new { instance.JobId, instance.Outcome, instance.Position }, "ix_bulk_rows_outcome");
    }
}
