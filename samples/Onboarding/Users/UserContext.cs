using Microsoft.EntityFrameworkCore;

namespace Onboarding.Users;

public sealed class UserContext(DbContextOptions<UserContext> options) : DbContext(options)
{
    public DbSet<User> Users => Set<User>();

    public DbSet<Mail> Mails => Set<Mail>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.HasDefaultSchema("onboarding");
        modelBuilder.Entity<User>().HasKey(user => user.UserId);
        modelBuilder.Entity<Mail>().HasKey(mail => mail.IdempotencyKey);
        modelBuilder.Entity<Mail>().HasIndex(mail => mail.UserId);
    }
}

public sealed class User
{
    public Guid UserId { get; set; }

    public string Name { get; set; } = "";

    public string Email { get; set; } = "";

    public bool Active { get; set; }
}

public sealed class Mail
{
    public string IdempotencyKey { get; set; } = "";

    public Guid UserId { get; set; }

    public string Kind { get; set; } = "";
}
