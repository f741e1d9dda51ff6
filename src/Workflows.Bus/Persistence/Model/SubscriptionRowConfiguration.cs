using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Workflows.Persistence.Model;

internal sealed class SubscriptionRowConfiguration(string schema) : IEntityTypeConfiguration<SubscriptionRow>
{
    public void Configure(EntityTypeBuilder<SubscriptionRow> row)
    {
        row.ToTable("subscriptions", schema);
        row.HasKey(subscription => new { subscription.Workflow, subscription.Wait, subscription.Key, subscription.InstanceId }).HasName("pk_subscriptions");
        row.HasStorageParameter("autovacuum_vacuum_scale_factor", 0.05);

        row.Property(subscription => subscription.Workflow).Name("workflow");
        row.Property(subscription => subscription.Wait).Name("wait");
        row.Property(subscription => subscription.Key).Name("key");
        row.Property(subscription => subscription.InstanceId).Uuid("instance_id");
        row.Property(subscription => subscription.EventType).Text("event_type");
    }
}
