namespace Onboarding;

/// <summary>What one onboarding knows.</summary>
public sealed class OnboardingState
{
    public Guid UserId { get; set; }

    public string Name { get; set; } = "";

    public string Email { get; set; } = "";

    public string? Account { get; set; }

    public DateTimeOffset? ConfirmedAt { get; set; }
}
