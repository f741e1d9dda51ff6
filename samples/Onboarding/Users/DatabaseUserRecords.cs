using Microsoft.EntityFrameworkCore;

namespace Onboarding.Users;

/// <summary>For real services: shared by all processes of the sample.</summary>
public sealed class DatabaseUserRecords(IDbContextFactory<UserContext> contexts) : IUserRecords
{
    public async Task AddAsync(Guid userId, string name, string email, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        context.Users.Add(new User { UserId = userId, Name = name, Email = email });
        await context.SaveChangesAsync(cancellationToken);
    }

    public async Task<UserRecord?> FindAsync(Guid userId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var user = await context.Users.AsNoTracking().SingleOrDefaultAsync(user => user.UserId == userId, cancellationToken);
        if (user is null)
            return null;

        var kinds = await context.Mails.AsNoTracking().Where(mail => mail.UserId == userId).Select(mail => mail.Kind).ToArrayAsync(cancellationToken);
        return new UserRecord(user.UserId, user.Name, user.Email, user.Active, kinds);
    }

    public async Task SendMailAsync(Guid userId, string kind, string idempotencyKey, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.Database.ExecuteSqlAsync(
            $"""INSERT INTO onboarding."Mails" ("IdempotencyKey", "UserId", "Kind") VALUES ({idempotencyKey}, {userId}, {kind}) ON CONFLICT DO NOTHING""",
            cancellationToken);
    }

    public async Task ActivateAsync(Guid userId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.Users.Where(user => user.UserId == userId).ExecuteUpdateAsync(user => user.SetProperty(row => row.Active, true), cancellationToken);
    }
}
