using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Workflows.Persistence.Model;

internal sealed class ProcessRowConfiguration(string schema) : IEntityTypeConfiguration<ProcessRow>
{
    public void Configure(EntityTypeBuilder<ProcessRow> row)
    {
        row.ToTable("processes", schema);
        row.HasKey(process => process.ProcessId).HasName("pk_processes");

        row.Property(process => process.ProcessId).Uuid("process_id").HasColumnOrder(0);
        row.Property(process => process.Name).Text("name").HasColumnOrder(1);
        row.Property(process => process.Definitions).Json("definitions").HasColumnOrder(2);
        row.Property(process => process.SeenAt).Time("seen_at").HasColumnOrder(3);
        row.Property(process => process.Bus).Json("bus").HasColumnOrder(4);
    }
}
