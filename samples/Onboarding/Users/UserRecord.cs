namespace Onboarding.Users;

/// <summary>A user as the sample shows it.</summary>
public sealed record UserRecord(Guid UserId, string Name, string Email, bool Active, IReadOnlyList<string> MailsSent);
