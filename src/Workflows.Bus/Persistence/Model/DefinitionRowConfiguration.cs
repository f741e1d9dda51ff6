using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Workflows.Persistence.Model;

internal sealed class DefinitionRowConfiguration(string schema) : IEntityTypeConfiguration<DefinitionRow>
{
    public void Configure(EntityTypeBuilder<DefinitionRow> row)
    {
        row.ToTable("definitions", schema);
        row.HasKey(definition => new { definition.Workflow, definition.Version }).HasName("pk_definitions");

        row.Property(definition => definition.Workflow).Name("workflow");
        row.Property(definition => definition.Version).Number("version");
        row.Property(definition => definition.Definition).Json("definition");
        row.Property(definition => definition.Shapes).Json("shapes");
        row.Property(definition => definition.RegisteredAt).Time("registered_at");
    }
}
