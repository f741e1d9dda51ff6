using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Workflows.Persistence.Model;

internal sealed class BulkJobRowConfiguration(string schema) : IEntityTypeConfiguration<BulkJobRow>
{
    public void Configure(EntityTypeBuilder<BulkJobRow> row)
    {
        row.ToTable("bulk_jobs", schema);
        row.HasKey(job => job.JobId).HasName("pk_bulk_jobs");

        row.Property(job => job.JobId).Uuid("job_id").HasColumnOrder(0);
        row.Property(job => job.CreatedAt).Time("created_at").HasColumnOrder(1);
        row.Property(job => job.Operation).Number("operation", "smallint").HasColumnOrder(2);
        row.Property(job => job.TotalCount).Number("total_count").HasColumnOrder(3);
        row.Property(job => job.Search).Json("search").HasColumnOrder(4);
        row.Property(job => job.Actor).Text("actor").HasColumnOrder(5);
        row.Property(job => job.Reason).Text("reason").HasColumnOrder(6);
        row.Property(job => job.Status).Number("status", "smallint").HasColumnOrder(7);
        row.Property(job => job.TakenCount).Number("taken_count").HasColumnOrder(8);
        row.Property(job => job.DoneCount).Number("done_count").HasColumnOrder(9);
        row.Property(job => job.RefusedCount).Number("refused_count").HasColumnOrder(10);
        row.Property(job => job.Fence).Number("fence", "bigint").HasColumnOrder(11);
        row.Property(job => job.Attempt).Number("attempt").HasColumnOrder(12);
        row.Property(job => job.NextAt).Time("next_at").HasColumnOrder(13);
        row.Property(job => job.FinishedAt).Time("finished_at").HasColumnOrder(14);
        row.Property(job => job.AbortedBy).Text("aborted_by").HasColumnOrder(15);
        row.Property(job => job.AbortReason).Text("abort_reason").HasColumnOrder(16);
        row.Property(job => job.EventType).Text("event_type").HasColumnOrder(17);
        row.Property(job => job.EventBody).Text("event_body").HasColumnOrder(18);
        row.Property(job => job.Failure).Text("failure").HasColumnOrder(19);

        row.HasIndex(job => job.CreatedAt, "ix_bulk_jobs_created_at");
        row.HasIndex(job => job.NextAt, "ix_bulk_jobs_next_at").HasFilter("next_at IS NOT NULL");
    }
}
