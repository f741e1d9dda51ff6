namespace Workflows.Tests.Readme;

public sealed class Onboarding
{
    public Guid UserId { get; set; }

    public string Email { get; set; } = "";

    public DateTimeOffset? ConfirmedAt { get; set; }

    public bool IsActive { get; set; }
}

public sealed record UserSignedUp(Guid UserId, string Email);

public sealed record UserConfirmed(Guid UserId, DateTimeOffset ConfirmedAt);

public interface IMailer
{
    Task Send(string address, string idempotencyKey, CancellationToken cancellationToken);
}

public sealed class SendReminder(IMailer mailer) : IStep<Onboarding>
{
    public Task Execute(StepContext<Onboarding> context) => mailer.Send(context.State.Email, context.IdempotencyKey, context.CancellationToken);
}

public sealed class ActivateUser : IStep<Onboarding>
{
    public Task Execute(StepContext<Onboarding> context)
    {
        context.State.IsActive = true;
        return Task.CompletedTask;
    }
}

/// <summary>Notes the idempotency keys of the mails that were sent.</summary>
public sealed class MailLog : IMailer
{
    private readonly List<string> _keys = [];

    public IReadOnlyList<string> Keys
    {
        get
        {
            lock (_keys)
                return [.. _keys];
        }
    }

    public Task Send(string address, string idempotencyKey, CancellationToken cancellationToken)
    {
        lock (_keys)
            _keys.Add(idempotencyKey);

        return Task.CompletedTask;
    }
}
