using MassTransit;

namespace Workflows.Runtime;

/// <summary>What a delivery tells of those before it.</summary>
internal static class Deliveries
{
    /// <summary>
    /// The message was handled before, and whoever did so is gone or has given up: the broker delivers it again, or a retry or redelivery that the
    /// application configured on the endpoint does. A mere duplicate is none.
    /// </summary>
    public static bool IsRepeated(this ConsumeContext context) =>
        context.ReceiveContext.Redelivered || context.GetRetryAttempt() > 0 || context.GetRedeliveryCount() > 0;

    /// <summary>
    /// What a start, an event or a command is known by. MassTransit's scheduled redelivery (and its delayed one, if asked to) gives it a new id and keeps the
    /// first in a header: by the new one the same event would start a second instance.
    /// </summary>
    public static Guid IdentityOf(this ConsumeContext context) => context.IsAnonymous() ? NewId.NextGuid() : context.GetOriginalMessageId()!.Value;

    /// <summary>Whoever sent it gave it no id, as raw JSON of another language may have none. Two such messages are two, and so is one that is delivered twice.</summary>
    public static bool IsAnonymous(this ConsumeContext context) => context.GetOriginalMessageId() is not { } id || id == Guid.Empty;
}
