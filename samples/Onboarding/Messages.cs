namespace Onboarding;

/// <summary>Somebody signed up. Starts an onboarding.</summary>
public sealed record UserSignedUp(Guid UserId, string Name, string Email);

/// <summary>The link in the welcome mail was followed. Wakes the onboarding that waits for it.</summary>
public sealed record UserConfirmed(Guid UserId, DateTimeOffset ConfirmedAt);

/// <summary>The onboarding has activated the user. For anyone on the bus.</summary>
public sealed record UserActivated(Guid UserId);
