using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Workflows.Persistence.Model;

internal sealed class TokenRowConfiguration(string schema) : IEntityTypeConfiguration<TokenRow>
{
    public void Configure(EntityTypeBuilder<TokenRow> row)
    {
        row.ToTable("tokens", schema);
        row.HasKey(token => new { token.InstanceId, token.Token }).HasName("pk_tokens");
        row.HasStorageParameter("autovacuum_vacuum_scale_factor", 0.05);

        row.Property(token => token.InstanceId).Uuid("instance_id");
        row.Property(token => token.Token).Number("token");
        row.Property(token => token.Workflow).Name("workflow");
        row.Property(token => token.Version).Number("version");
        row.Property(token => token.CreatedAt).Time("created_at");
        row.Property(token => token.Node).Name("node");
        row.Property(token => token.Place).Text("place");
        row.Property(token => token.State).Number("state", "smallint");
        row.Property(token => token.Status).Number("status", "smallint");
        row.Property(token => token.Since).Time("since");
        row.Property(token => token.DueAt).Time("due_at");
        row.Property(token => token.Attempt).Number("attempt");
        row.Property(token => token.WaitingFor).Name("waiting_for");
        row.Property(token => token.Fingerprint).Name("fingerprint");
        row.Property(token => token.ErrorType).Text("error_type");
        row.Property(token => token.ErrorMessage).Text("error_message");

        // Who stands at a node, in the order of acceptance; and how many, without a look at the table.
        row.HasIndex(token => new { token.Workflow, token.Version, token.Node, token.CreatedAt, token.InstanceId }, "ix_tokens_node")
            .IncludeProperties(token => new { token.Token, token.Status }).HasFilter("node IS NOT NULL");
        row.HasIndex(token => new { token.WaitingFor, token.Workflow, token.Since }, "ix_tokens_waiting").HasFilter("waiting_for IS NOT NULL");
        row.HasIndex(token => new { token.Fingerprint, token.Since }, "ix_tokens_fingerprint")
            .IncludeProperties(token => new { token.Workflow, token.Version }).HasFilter("fingerprint IS NOT NULL");
    }
}
