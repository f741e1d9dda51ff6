namespace Onboarding;

/// <summary>Section <c>Onboarding</c> of the configuration.</summary>
public sealed class OnboardingTimes
{
    /// <summary>Sleep behind the welcome. Default: 5 seconds.</summary>
    public TimeSpan CoolDown { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long the confirmation may take before the reminder goes out. Default: 2 minutes.</summary>
    public TimeSpan ConfirmWithin { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How long the directory takes to create an account: a step to kill a process in. Default: 200 milliseconds.</summary>
    public TimeSpan AccountTakes { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>How soon the welcome is tried again when it failed; each further pause is twice as long. The account is tried again after half of it. Default: 1 second.</summary>
    public TimeSpan FirstRetry { get; set; } = TimeSpan.FromSeconds(1);
}
