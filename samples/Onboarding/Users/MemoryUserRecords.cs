using System.Collections.Concurrent;

namespace Onboarding.Users;

/// <summary>For the embedded mode: lost with the process, like everything there.</summary>
public sealed class MemoryUserRecords : IUserRecords
{
    private readonly ConcurrentDictionary<Guid, UserRecord> _users = new();
    private readonly ConcurrentDictionary<string, bool> _sent = new();

    public Task AddAsync(Guid userId, string name, string email, CancellationToken cancellationToken)
    {
        _users.TryAdd(userId, new UserRecord(userId, name, email, false, []));
        return Task.CompletedTask;
    }

    public Task<UserRecord?> FindAsync(Guid userId, CancellationToken cancellationToken) =>
        Task.FromResult(_users.GetValueOrDefault(userId));

    public Task SendMailAsync(Guid userId, string kind, string idempotencyKey, CancellationToken cancellationToken)
    {
        if (_sent.TryAdd(idempotencyKey, true))
            Change(userId, user => user with { MailsSent = [.. user.MailsSent, kind] });

        return Task.CompletedTask;
    }

    public Task ActivateAsync(Guid userId, CancellationToken cancellationToken)
    {
        Change(userId, user => user with { Active = true });
        return Task.CompletedTask;
    }

    private void Change(Guid userId, Func<UserRecord, UserRecord> change) =>
        _users.AddOrUpdate(userId, id => change(new UserRecord(id, "", "", false, [])), (_, user) => change(user));
}
