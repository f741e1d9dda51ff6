namespace Onboarding.Users;

/// <summary>The sample's own data, apart from the workflow's state.</summary>
public interface IUserRecords
{
    Task AddAsync(Guid userId, string name, string email, CancellationToken cancellationToken);

    Task<UserRecord?> FindAsync(Guid userId, CancellationToken cancellationToken);

    /// <summary>Sends a mail once per key: a step that runs again after a crash sends none twice.</summary>
    Task SendMailAsync(Guid userId, string kind, string idempotencyKey, CancellationToken cancellationToken);

    Task ActivateAsync(Guid userId, CancellationToken cancellationToken);
}
