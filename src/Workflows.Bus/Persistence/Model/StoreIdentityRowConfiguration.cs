using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Workflows.Persistence.Model;

internal sealed class StoreIdentityRowConfiguration(string schema) : IEntityTypeConfiguration<StoreIdentityRow>
{
    public void Configure(EntityTypeBuilder<StoreIdentityRow> row)
    {
        row.ToTable("store_identity", schema);
        row.HasKey(identity => identity.Id).HasName("pk_store_identity");

        row.Property(identity => identity.Id).Number("id", "smallint").HasColumnOrder(0);
        row.Property(identity => identity.Value).Text("value").HasColumnOrder(1);
    }
}
