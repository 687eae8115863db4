<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_GB" sourcelanguage="fr_FR">
<context>
    <name>AccountCard</name>
    <message>
        <source>N° {}</source>
        <translation>No. {}</translation>
    </message>
    <message>
        <source>Taux annuel {}</source>
        <translation>Annual rate {}</translation>
    </message>
    <message>
        <source>Disponible {}</source>
        <translation>Available {}</translation>
    </message>
    <message>
        <source>Après envoi {}</source>
        <translation>After sending {}</translation>
    </message>
    <message>
        <source>Compte</source>
        <translation>Account</translation>
    </message>
    <message>
        <source>Voir les opérations</source>
        <translation>View operations</translation>
    </message>
</context>
<context>
    <name>AgencyWords</name>
    <message>
        <source>{0} : {1}</source>
        <translation>{0}: {1}</translation>
    </message>
</context>
<context>
    <name>AuthenticatorChoice</name>
    <message>
        <source>Votre application d&apos;authentification</source>
        <translation>Your authenticator application</translation>
    </message>
    <message>
        <source>Votre connexion se passe en deux étapes&#x202f;: votre mot de passe, puis un code à 6 chiffres donné par une application d’authentification. Ce code change toutes les 30 secondes.</source>
        <translation>You sign in in two steps: your password, then a 6-digit code given by an authenticator application. This code changes every 30 seconds.</translation>
    </message>
    <message>
        <source>Vous avez un smartphone&#x202f;?</source>
        <translation>Do you have a smartphone?</translation>
    </message>
    <message>
        <source>Google Authenticator</source>
        <translation>Google Authenticator</translation>
    </message>
    <message>
        <source>S&apos;il est récent l&apos;application est déjà installée sur votre téléphone, sinon vous pouvez télécharger sur Google Play ou l&apos;App Store.</source>
        <translation>If it is recent, the application is already on your phone; otherwise you can download it from Google Play or the App Store.</translation>
    </message>
    <message>
        <source>Vous n&apos;avez pas de smartphone&#x202f;? Vous pouvez aussi utiliser au choix&#x202f;:</source>
        <translation>No smartphone? You can also use one of these:</translation>
    </message>
    <message>
        <source>en priorité, si vous utilisez Windows&#x202f;:</source>
        <translation>preferably, if you use Windows:</translation>
    </message>
    <message>
        <source>L&apos;application PC OTP Manager</source>
        <translation>The PC application OTP Manager</translation>
    </message>
    <message>
        <source>si vous avez le navigateur Chrome&#x202f;:</source>
        <translation>if you have the Chrome browser:</translation>
    </message>
    <message>
        <source>Extension Chrome</source>
        <translation>Chrome extension</translation>
    </message>
    <message>
        <source>si vous avez le navigateur Firefox&#x202f;:</source>
        <translation>if you have the Firefox browser:</translation>
    </message>
    <message>
        <source>Extension Firefox</source>
        <translation>Firefox extension</translation>
    </message>
    <message>
        <source>si vous avez le navigateur Microsoft Edge&#x202f;:</source>
        <translation>if you have the Microsoft Edge browser:</translation>
    </message>
    <message>
        <source>Extension Microsoft Edge</source>
        <translation>Microsoft Edge extension</translation>
    </message>
    <message>
        <source>si vous souhaitez utiliser une application PC&#x202f;:</source>
        <translation>if you would rather use a PC application:</translation>
    </message>
    <message>
        <source>Authy Google Authenticator</source>
        <translation>Authy Google Authenticator</translation>
    </message>
</context>
<context>
    <name>AuthenticatorChoicePage</name>
    <message>
        <source>Ouvrez l’application sur votre téléphone et touchez «&#x202f;+&#x202f;». À la page suivante, vous scannerez un QR code.</source>
        <translation>Open the application on your phone and tap “+”. On the next page, you will scan a QR code.</translation>
    </message>
    <message>
        <source>Installez «&#x202f;OTP Manager&#x202f;» depuis le Microsoft Store. À la page suivante, vous copierez un secret pour le lui donner.</source>
        <translation>Install “OTP Manager” from the Microsoft Store. On the next page, you will copy a secret to give it.</translation>
    </message>
    <message>
        <source>Cherchez l’extension «&#x202f;Authenticator&#x202f;» dans le Chrome Web Store et ajoutez-la à Chrome. À la page suivante, vous copierez un secret pour le lui donner.</source>
        <translation>Look for the “Authenticator” extension in the Chrome Web Store and add it to Chrome. On the next page, you will copy a secret to give it.</translation>
    </message>
    <message>
        <source>Cherchez l’extension «&#x202f;Authenticator&#x202f;» dans les modules complémentaires de Firefox et ajoutez-la. À la page suivante, vous copierez un secret pour le lui donner.</source>
        <translation>Look for the “Authenticator” extension among the Firefox add-ons and add it. On the next page, you will copy a secret to give it.</translation>
    </message>
    <message>
        <source>Cherchez l’extension «&#x202f;Authenticator&#x202f;» dans les modules complémentaires de Microsoft Edge et ajoutez-la. À la page suivante, vous copierez un secret pour le lui donner.</source>
        <translation>Look for the “Authenticator” extension among the Microsoft Edge add-ons and add it. On the next page, you will copy a secret to give it.</translation>
    </message>
    <message>
        <source>L’application Authy pour PC n’existe plus depuis mars 2024. Utilisez à sa place KeePassXC ou Ente Auth, gratuits pour Windows, macOS et Linux. À la page suivante, vous copierez un secret pour le lui donner.</source>
        <translation>The Authy application for PC was withdrawn in March 2024. Use KeePassXC or Ente Auth instead, free of charge for Windows, macOS and Linux. On the next page, you will copy a secret to give it.</translation>
    </message>
</context>
<context>
    <name>AuthenticatorProof</name>
    <message>
        <source>Votre application d&apos;authentification</source>
        <translation>Your authenticator application</translation>
    </message>
    <message>
        <source>QR code de votre application d’authentification</source>
        <translation>QR code for your authenticator application</translation>
    </message>
    <message>
        <source>Le même secret est écrit à côté, en lettres et en chiffres.</source>
        <translation>The same secret is written next to it, in letters and digits.</translation>
    </message>
    <message>
        <source>Ne montrez ce QR code et ce secret à personne&#x202f;: avec eux, un autre aurait vos codes.</source>
        <translation>Show this QR code and this secret to no one: with them, someone else would have your codes.</translation>
    </message>
    <message>
        <source>Code affiché par l&apos;application</source>
        <translation>Code shown by the application</translation>
    </message>
    <message>
        <source>6 chiffres, nouveaux toutes les 30 secondes.</source>
        <translation>6 digits, new every 30 seconds.</translation>
    </message>
</context>
<context>
    <name>AuthenticatorProofPage</name>
    <message>
        <source>Vous ne pouvez pas le scanner&#x202f;? Donnez ce secret à votre application&#x202f;:</source>
        <translation>You cannot scan it? Give this secret to your application:</translation>
    </message>
    <message>
        <source>Dans l’application, cliquez sur le «&#x202f;+&#x202f;» de couleur, puis scannez le QR code. Vous verrez alors un code apparaître&#x202f;: renseignez-le ci-dessous.</source>
        <translation>In the application, tap the coloured “+”, then scan the QR code. You will then see a code appear: enter it below.</translation>
    </message>
    <message>
        <source>Donnez ce secret à votre application&#x202f;:</source>
        <translation>Give this secret to your application:</translation>
    </message>
    <message>
        <source>Dans l’application ou l’extension, ajoutez un compte et collez-y le secret. Vous verrez alors un code apparaître&#x202f;: renseignez-le ci-dessous.</source>
        <translation>In the application or extension, add an account and paste the secret into it. You will then see a code appear: enter it below.</translation>
    </message>
    <message>
        <source>Le code a 6 chiffres.</source>
        <translation>The code has 6 digits.</translation>
    </message>
</context>
<context>
    <name>BusyButton</name>
    <message>
        <source>Un instant…</source>
        <translation>One moment…</translation>
    </message>
</context>
<context>
    <name>ConfirmDialog</name>
    <message>
        <source>Confirmation demandée</source>
        <translation>Confirmation required</translation>
    </message>
    <message>
        <source>Annuler</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>Confirmer</source>
        <translation>Confirm</translation>
    </message>
</context>
<context>
    <name>CustomerShell</name>
    <message>
        <source>Tableau de bord</source>
        <translation>Dashboard</translation>
    </message>
    <message>
        <source>Virements</source>
        <translation>Transfers</translation>
    </message>
    <message>
        <source>Mes informations</source>
        <translation>My information</translation>
    </message>
    <message>
        <source>Client {}</source>
        <translation>Customer {}</translation>
    </message>
    <message>
        <source>CCM Desk</source>
        <translation>CCM Desk</translation>
    </message>
    <message>
        <source>Menu principal</source>
        <translation>Main menu</translation>
    </message>
    <message>
        <source>Affichage</source>
        <translation>Display</translation>
    </message>
    <message>
        <source>Se déconnecter</source>
        <translation>Sign out</translation>
    </message>
    <message>
        <source>Actualiser</source>
        <translation>Refresh</translation>
    </message>
</context>
<context>
    <name>Dashboard</name>
    <message>
        <source>Tableau de bord</source>
        <translation>Dashboard</translation>
    </message>
    <message>
        <source>Solde disponible</source>
        <translation>Available balance</translation>
    </message>
    <message>
        <source>Compte technique (DAV, Dépôt à Vue) : il reçoit vos fonds et alimente vos livrets.</source>
        <translation>Sight account (DAV), your technical account: it receives your money and feeds your passbook savings accounts.</translation>
    </message>
    <message>
        <source>Faire un virement</source>
        <translation>Make a transfer</translation>
    </message>
    <message>
        <source>Voir les opérations</source>
        <translation>View operations</translation>
    </message>
    <message>
        <source>Vos avoirs</source>
        <translation>Your money</translation>
    </message>
    <message>
        <source>Compte technique (DAV)</source>
        <translation>Sight account (DAV)</translation>
    </message>
    <message>
        <source>Total de votre épargne</source>
        <translation>Total of your savings</translation>
    </message>
    <message>
        <source>Total de vos comptes</source>
        <translation>Total of your accounts</translation>
    </message>
    <message>
        <source>Mon épargne</source>
        <translation>My savings</translation>
    </message>
    <message>
        <source>Dernières opérations</source>
        <translation>Latest operations</translation>
    </message>
    <message>
        <source>Toutes les opérations</source>
        <translation>All operations</translation>
    </message>
    <message>
        <source>Aucune opération pour le moment.</source>
        <translation>No operations for the moment.</translation>
    </message>
    <message>
        <source>Virements en cours</source>
        <translation>Transfers in progress</translation>
    </message>
    <message>
        <source>Tout voir</source>
        <translation>See all</translation>
    </message>
    <message>
        <source>Aucun virement en cours.</source>
        <translation>No transfers in progress.</translation>
    </message>
</context>
<context>
    <name>DashboardScreen</name>
    <message>
        <source>Tableau de bord</source>
        <translation>Dashboard</translation>
    </message>
    <message>
        <source>Bonjour {0} {1}</source>
        <translation>Hello {0} {1}</translation>
    </message>
    <message>
        <source>Vos comptes n’ont pas pu être lus</source>
        <translation>Your accounts could not be read</translation>
    </message>
    <message>
        <source>Réessayer</source>
        <translation>Try again</translation>
    </message>
    <message>
        <source>Vos comptes arrivent…</source>
        <translation>Your accounts are on their way…</translation>
    </message>
    <message>
        <source>La première synchronisation prend quelques secondes.</source>
        <translation>The first synchronisation takes a few seconds.</translation>
    </message>
    <message>
        <source>N° {}</source>
        <translation>No. {}</translation>
    </message>
    <message>
        <source>Solde comptable : {}</source>
        <translation>Booked balance: {}</translation>
    </message>
    <message>
        <source>après vos virements en attente d’envoi : {}</source>
        <translation>after your transfers waiting to be sent: {}</translation>
    </message>
    <message>
        <source>Un virement préparé sur cet ordinateur attend votre confirmation. Rien n’a été envoyé.</source>
        <translation>A transfer prepared on this computer is waiting for your confirmation. Nothing has been sent.</translation>
    </message>
    <message>
        <source>{} virements préparés sur cet ordinateur attendent votre confirmation. Rien n’a été envoyé.</source>
        <translation>{} transfers prepared on this computer are waiting for your confirmation. Nothing has been sent.</translation>
    </message>
    <message>
        <source>Voir</source>
        <translation>View</translation>
    </message>
    <message>
        <source>{0} → {1}</source>
        <translation>{0} → {1}</translation>
    </message>
</context>
<context>
    <name>DetailList</name>
    <message>
        <source>{0} : {1}</source>
        <translation>{0}: {1}</translation>
    </message>
</context>
<context>
    <name>Entrance</name>
    <message>
        <source>Connexion</source>
        <translation>Sign in</translation>
    </message>
    <message>
        <source>CCM Desk</source>
        <translation>CCM Desk</translation>
    </message>
    <message>
        <source>Affichage</source>
        <translation>Display</translation>
    </message>
    <message>
        <source>Aide</source>
        <translation>Help</translation>
    </message>
    <message>
        <source>Vous êtes bien sur le site d&apos;accès aux comptes bancaires des caisses de Crédits Municipal suivantes :</source>
        <translation>This is the right place to reach your accounts at the following Crédit Municipal banks:</translation>
    </message>
</context>
<context>
    <name>EntranceHelp</name>
    <message>
        <source>Aide</source>
        <translation>Help</translation>
    </message>
    <message>
        <source>C&apos;est votre première connexion&#x202f;?</source>
        <translation>Is this your first sign-in?</translation>
    </message>
    <message>
        <source>Votre connexion se passe en deux étapes</source>
        <translation>You sign in in two steps</translation>
    </message>
    <message>
        <source>Etape 1 : Identifiant de connexion ou Code Abonné (12 chiffres) communiqué par mail</source>
        <translation>Step 1: your sign-in identifier or subscriber code (12 digits), sent to you by e-mail</translation>
    </message>
    <message>
        <source>Etape 2 : Dans l&apos;écran suivant vous aurez besoin de l&apos;application Google Authenticator, qui affiche un code nouveau toutes les 30 secondes</source>
        <translation>Step 2: on the next screen you will need the Google Authenticator application, which shows a new code every 30 seconds</translation>
    </message>
    <message>
        <source>Quelle application choisir ?</source>
        <translation>Which application to choose?</translation>
    </message>
    <message>
        <source>Vous avez un smartphone ?</source>
        <translation>Do you have a smartphone?</translation>
    </message>
    <message>
        <source>S&apos;il est récent l&apos;application est déjà installée sur votre téléphone, sinon vous pouvez télécharger sur Google Play ou l&apos;App Store.</source>
        <translation>If it is recent, the application is already on your phone; otherwise you can download it from Google Play or the App Store.</translation>
    </message>
    <message>
        <source>Vous n&apos;avez pas de smartphone ? Vous pouvez aussi utiliser au choix :</source>
        <translation>No smartphone? You can also use one of these:</translation>
    </message>
    <message>
        <source>• en priorité, si vous utilisez Windows&#x202f;: L&apos;application PC OTP Manager</source>
        <translation>• preferably, if you use Windows: the PC application OTP Manager</translation>
    </message>
    <message>
        <source>• si vous avez le navigateur Chrome&#x202f;: Extension Chrome</source>
        <translation>• if you have the Chrome browser: Chrome extension</translation>
    </message>
    <message>
        <source>• si vous avez le navigateur Firefox&#x202f;: Extension Firefox</source>
        <translation>• if you have the Firefox browser: Firefox extension</translation>
    </message>
    <message>
        <source>• si vous avez le navigateur Microsoft Edge&#x202f;: Extension Microsoft Edge</source>
        <translation>• if you have the Microsoft Edge browser: Microsoft Edge extension</translation>
    </message>
    <message>
        <source>• si vous souhaitez utiliser une application PC&#x202f;: Authy Google Authenticator (sa version PC n’existe plus&#x202f;: prenez KeePassXC ou Ente Auth)</source>
        <translation>• if you would rather use a PC application: Authy Google Authenticator (its PC version no longer exists: take KeePassXC or Ente Auth)</translation>
    </message>
    <message>
        <source>Vous avez oublié votre mot de passe&#x202f;?</source>
        <translation>Have you forgotten your password?</translation>
    </message>
    <message>
        <source>Vous pouvez renouveler votre mot de passe en quelques clics.</source>
        <translation>You can renew your password in a few clicks.</translation>
    </message>
    <message>
        <source>CLIQUEZ ICI.</source>
        <translation>CLICK HERE.</translation>
    </message>
    <message>
        <source>Vous avez oublié votre mot de passe&#x202f;? Cliquez ici.</source>
        <translation>Have you forgotten your password? Click here.</translation>
    </message>
</context>
<context>
    <name>EntranceWizard</name>
    <message>
        <source>Connexion</source>
        <translation>Sign in</translation>
    </message>
    <message>
        <source>Retour</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>Annuler</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>Continuer</source>
        <translation>Continue</translation>
    </message>
</context>
<context>
    <name>ErrorState</name>
    <message>
        <source>Réessayer</source>
        <translation>Try again</translation>
    </message>
</context>
<context>
    <name>FirstConnectionScreen</name>
    <message>
        <source>Vos identifiants</source>
        <translation>Your identifiers</translation>
    </message>
    <message>
        <source>Votre application</source>
        <translation>Your application</translation>
    </message>
    <message>
        <source>Votre code</source>
        <translation>Your code</translation>
    </message>
    <message>
        <source>Votre mot de passe</source>
        <translation>Your password</translation>
    </message>
    <message>
        <source>C&apos;est votre première connexion</source>
        <translation>Your first sign-in</translation>
    </message>
    <message>
        <source>Enregistrer et ouvrir mes comptes</source>
        <translation>Save and open my accounts</translation>
    </message>
    <message>
        <source>Continuer</source>
        <translation>Continue</translation>
    </message>
</context>
<context>
    <name>FirstLetter</name>
    <message>
        <source>C&apos;est votre première connexion</source>
        <translation>Your first sign-in</translation>
    </message>
    <message>
        <source>Votre agence vous a envoyé deux messages&#x202f;: un mail avec votre code abonné, un SMS avec un mot de passe temporaire.</source>
        <translation>Your branch sent you two messages: an e-mail with your subscriber code, and an SMS with a temporary password.</translation>
    </message>
    <message>
        <source>Identifiant de connexion ou code abonné (12 chiffres)</source>
        <translation>Sign-in identifier or subscriber code (12 digits)</translation>
    </message>
    <message>
        <source>Il figure dans le mail de votre agence.</source>
        <translation>It is in the e-mail from your branch.</translation>
    </message>
    <message>
        <source>Mot de passe temporaire</source>
        <translation>Temporary password</translation>
    </message>
    <message>
        <source>Il figure dans le SMS de votre agence.</source>
        <translation>It is in the SMS from your branch.</translation>
    </message>
    <message>
        <source>Vous pouvez vous interrompre&#x202f;: sur cet ordinateur, le même mot de passe temporaire rouvre cette page tant qu’il n’a pas expiré. Il ne sert sur aucun autre.</source>
        <translation>You can stop and come back: on this computer, the same temporary password opens this page again until it expires. It works on no other computer.</translation>
    </message>
</context>
<context>
    <name>FirstLetterPage</name>
    <message>
        <source>L’identifiant a 12 chiffres. Il figure dans le mail de votre agence.</source>
        <translation>The identifier has 12 digits. It is in the e-mail from your branch.</translation>
    </message>
    <message>
        <source>Renseignez le mot de passe temporaire. Il figure dans le SMS de votre agence.</source>
        <translation>Enter the temporary password. It is in the SMS from your branch.</translation>
    </message>
    <message>
        <source>Le délai est passé, ou trop de codes étaient faux. Rien n’est perdu&#x202f;: recommencez ici avec le même mot de passe temporaire.</source>
        <translation>The time has run out, or too many codes were wrong. Nothing is lost: start again here with the same temporary password.</translation>
    </message>
    <message>
        <source>Un mot de passe temporaire ne sert qu’à la première connexion, sur un seul ordinateur, et il expire. Si vous avez déjà choisi votre mot de passe, connectez-vous avec celui-ci.</source>
        <translation>A temporary password works for the first sign-in only, on one computer, and it expires. If you have already chosen your password, sign in with that one.</translation>
    </message>
</context>
<context>
    <name>FormField</name>
    <message>
        <source>{0} : {1}</source>
        <translation>{0}: {1}</translation>
    </message>
</context>
<context>
    <name>Freshness</name>
    <message>
        <source>Première synchronisation…</source>
        <translation>First synchronisation…</translation>
    </message>
    <message>
        <source>À jour, dernière synchronisation le {}</source>
        <translation>Up to date, last synchronised on {}</translation>
    </message>
    <message>
        <source>Données du {}</source>
        <translation>Data of {}</translation>
    </message>
    <message>
        <source>Aucune synchronisation pour le moment</source>
        <translation>Not synchronised yet</translation>
    </message>
    <message>
        <source>Se reconnecter</source>
        <translation>Sign in again</translation>
    </message>
    <message>
        <source>Données du {}. Vous consultez hors connexion ce que cet ordinateur a gardé : vous pouvez préparer des virements, ils seront des brouillons.</source>
        <translation>Data of {}. You are offline and see what this computer has kept: you can prepare transfers, they will be drafts.</translation>
    </message>
    <message>
        <source>Réessayer</source>
        <translation>Try again</translation>
    </message>
    <message>
        <source>Données du {0}. {1}</source>
        <translation>Data of {0}. {1}</translation>
    </message>
    <message>
        <source>Cet ordinateur n’a pas de trousseau de clés sûr : vos comptes n’y sont gardés que le temps de cette session, et ne s’ouvriront pas sans connexion.</source>
        <translation>This computer has no secure keyring: your accounts are kept on it for this session only, and cannot be opened offline.</translation>
    </message>
</context>
<context>
    <name>IdleWarning</name>
    <message>
        <source>Vous restez connecté.</source>
        <translation>You are still signed in.</translation>
    </message>
    <message>
        <source>Êtes-vous toujours là&#x202f;?</source>
        <translation>Are you still there?</translation>
    </message>
    <message>
        <source>Sans activité, vous serez déconnecté dans {} secondes. Une touche ou un clic suffit pour rester.</source>
        <translation>Without activity, you will be signed out in {} seconds. A key or a click is enough to stay.</translation>
    </message>
    <message>
        <source>Sans activité, vous serez déconnecté dans une seconde. Une touche ou un clic suffit pour rester.</source>
        <translation>Without activity, you will be signed out in one second. A key or a click is enough to stay.</translation>
    </message>
    <message>
        <source>Me déconnecter</source>
        <translation>Sign out</translation>
    </message>
    <message>
        <source>Rester connecté</source>
        <translation>Stay signed in</translation>
    </message>
</context>
<context>
    <name>Information</name>
    <message>
        <source>Sa session est fermée aussitôt. Les données qu’il garde sont effacées dès qu’il joint la banque, et la prochaine connexion depuis lui sera annoncée comme celle d’un nouvel appareil.</source>
        <translation>Its session ends at once. The data that it keeps is erased as soon as it reaches the bank, and the next sign-in from it will be announced as that of a new device.</translation>
    </message>
    <message>
        <source>Vous serez déconnecté. Les comptes, les opérations et les clés que cet ordinateur garde pour vous seront effacés ; votre argent et vos virements déjà enregistrés à la banque ne sont pas touchés.</source>
        <translation>You will be signed out. The accounts, operations and keys that this computer keeps for you will be erased; your money and your transfers already recorded at the bank are not affected.</translation>
    </message>
    <message>
        <source>Attention : un virement de cet ordinateur (brouillon ou envoi sans réponse) sera perdu.</source>
        <translation>Careful: one transfer on this computer (a draft, or sent without an answer) will be lost.</translation>
    </message>
    <message>
        <source>Attention : {} virements de cet ordinateur (brouillons ou envois sans réponse) seront perdus.</source>
        <translation>Careful: {} transfers on this computer (drafts, or sent without an answer) will be lost.</translation>
    </message>
    <message>
        <source>Oublier cet appareil ?</source>
        <translation>Forget this device?</translation>
    </message>
    <message>
        <source>Appareil</source>
        <translation>Device</translation>
    </message>
    <message>
        <source>Système</source>
        <translation>System</translation>
    </message>
    <message>
        <source>Oublier cet appareil</source>
        <translation>Forget this device</translation>
    </message>
    <message>
        <source>Application sur smartphone</source>
        <translation>Application on a smartphone</translation>
    </message>
    <message>
        <source>PC OTP Manager (Windows)</source>
        <translation>PC OTP Manager (Windows)</translation>
    </message>
    <message>
        <source>Extension Chrome</source>
        <translation>Chrome extension</translation>
    </message>
    <message>
        <source>Extension Firefox</source>
        <translation>Firefox extension</translation>
    </message>
    <message>
        <source>Extension Microsoft Edge</source>
        <translation>Microsoft Edge extension</translation>
    </message>
    <message>
        <source>Application sur ordinateur</source>
        <translation>Application on a computer</translation>
    </message>
    <message>
        <source>Accès ouvert par votre agence</source>
        <translation>Access opened by your branch</translation>
    </message>
    <message>
        <source>Première connexion</source>
        <translation>First sign-in</translation>
    </message>
    <message>
        <source>Connexion</source>
        <translation>Sign-in</translation>
    </message>
    <message>
        <source>Connexion depuis un nouvel appareil</source>
        <translation>Sign-in from a new device</translation>
    </message>
    <message>
        <source>Mot de passe ou code refusé</source>
        <translation>Password or code refused</translation>
    </message>
    <message>
        <source>Accès bloqué après 5 essais</source>
        <translation>Access locked after 5 attempts</translation>
    </message>
    <message>
        <source>Accès débloqué par votre agence</source>
        <translation>Access unlocked by your branch</translation>
    </message>
    <message>
        <source>Déconnexion</source>
        <translation>Sign-out</translation>
    </message>
    <message>
        <source>Session déconnectée par vous</source>
        <translation>Session ended by you</translation>
    </message>
    <message>
        <source>Appareil oublié</source>
        <translation>Device forgotten</translation>
    </message>
    <message>
        <source>Mot de passe changé</source>
        <translation>Password changed</translation>
    </message>
    <message>
        <source>Mot de passe oublié, puis renouvelé</source>
        <translation>Password forgotten, then renewed</translation>
    </message>
    <message>
        <source>Authentificateur changé</source>
        <translation>Authenticator changed</translation>
    </message>
    <message>
        <source>Authentificateur retiré par votre agence</source>
        <translation>Authenticator removed by your branch</translation>
    </message>
    <message>
        <source>Coordonnées changées</source>
        <translation>Contact details changed</translation>
    </message>
    <message>
        <source>Non précisé</source>
        <translation>Not specified</translation>
    </message>
    <message>
        <source>{0} à {1}</source>
        <translation>{0} at {1}</translation>
    </message>
    <message>
        <source>Mes informations</source>
        <translation>My information</translation>
    </message>
    <message>
        <source>Rubrique</source>
        <translation>Section</translation>
    </message>
    <message>
        <source>Rubriques de mes informations</source>
        <translation>Sections of my information</translation>
    </message>
</context>
<context>
    <name>InformationAuthenticator</name>
    <message>
        <source>Mon authentificateur</source>
        <translation>My authenticator</translation>
    </message>
    <message>
        <source>Il affiche un code nouveau toutes les 30 secondes. La banque vous le demande pour vous connecter et pour signer.</source>
        <translation>It shows a new code every 30 seconds. The bank asks you for it to sign in and to sign.</translation>
    </message>
    <message>
        <source>Changer d’authentificateur</source>
        <translation>Change authenticator</translation>
    </message>
    <message>
        <source>Téléphone perdu ?</source>
        <translation>Lost your phone?</translation>
    </message>
</context>
<context>
    <name>InformationAuthenticatorScreen</name>
    <message>
        <source>Application</source>
        <translation>Application</translation>
    </message>
    <message>
        <source>En service depuis le</source>
        <translation>In use since</translation>
    </message>
    <message>
        <source>Appelez votre agence au {0} ({1}). Deux de ses employés vérifient votre identité, retirent l’ancien authentificateur et vous envoient un mot de passe temporaire par SMS ; vous en choisirez un nouveau à la première connexion.</source>
        <translation>Call your branch on {0} ({1}). Two of its employees check your identity, remove the old authenticator and send you a temporary password by SMS; you will choose a new one at the first sign-in.</translation>
    </message>
    <message>
        <source>Votre nouvel authentificateur est en service. L’ancien ne l’est plus, et vos autres appareils sont déconnectés.</source>
        <translation>Your new authenticator is in use. The old one no longer works, and your other devices are signed out.</translation>
    </message>
</context>
<context>
    <name>InformationContact</name>
    <message>
        <source>Mes coordonnées</source>
        <translation>My contact details</translation>
    </message>
</context>
<context>
    <name>InformationContactScreen</name>
    <message>
        <source>E-mail</source>
        <translation>E-mail</translation>
    </message>
    <message>
        <source>Numéro de mobile</source>
        <translation>Mobile number</translation>
    </message>
    <message>
        <source>Adresse</source>
        <translation>Address</translation>
    </message>
    <message>
        <source>Votre e-mail, votre téléphone ou votre adresse ont changé ? Votre agence les met à jour avec vous, au {0} ({1}). L’ancienne adresse et l’ancien numéro en sont avertis.</source>
        <translation>Has your e-mail, your phone or your address changed? Your branch updates them with you, on {0} ({1}). The old address and the old number are told.</translation>
    </message>
</context>
<context>
    <name>InformationDevices</name>
    <message>
        <source>Mes appareils</source>
        <translation>My devices</translation>
    </message>
    <message>
        <source>Les ordinateurs depuis lesquels vous vous connectez. Oubliez ceux que vous ne reconnaissez pas ou n’utilisez plus.</source>
        <translation>The computers from which you sign in. Forget those that you do not recognise or no longer use.</translation>
    </message>
    <message>
        <source>Oublier cet appareil</source>
        <translation>Forget this device</translation>
    </message>
</context>
<context>
    <name>InformationDevicesScreen</name>
    <message>
        <source>Première utilisation</source>
        <translation>First used</translation>
    </message>
    <message>
        <source>{0} : {1}</source>
        <translation>{0}: {1}</translation>
    </message>
    <message>
        <source>Appareil</source>
        <translation>Device</translation>
    </message>
    <message>
        <source>Dernière utilisation</source>
        <translation>Last used</translation>
    </message>
    <message>
        <source>Cet appareil</source>
        <translation>This device</translation>
    </message>
    <message>
        <source>Ne garde rien après la session</source>
        <translation>Keeps nothing after the session</translation>
    </message>
</context>
<context>
    <name>InformationHistory</name>
    <message>
        <source>Mes connexions</source>
        <translation>My sign-ins</translation>
    </message>
    <message>
        <source>Les 100 derniers événements de votre accès. Si vous n’êtes pas à l’origine de l’un d’eux, changez votre mot de passe et appelez votre agence.</source>
        <translation>The last 100 events of your access. If one of them was not your doing, change your password and call your branch.</translation>
    </message>
</context>
<context>
    <name>InformationHistoryScreen</name>
    <message>
        <source>Quand</source>
        <translation>When</translation>
    </message>
    <message>
        <source>Événement</source>
        <translation>Event</translation>
    </message>
    <message>
        <source>Depuis</source>
        <translation>From</translation>
    </message>
</context>
<context>
    <name>InformationPassword</name>
    <message>
        <source>Je change mon mot de passe</source>
        <translation>I change my password</translation>
    </message>
    <message>
        <source>MON ANCIEN MOT DE PASSE</source>
        <translation>MY OLD PASSWORD</translation>
    </message>
    <message>
        <source>MON NOUVEAU MOT DE PASSE</source>
        <translation>MY NEW PASSWORD</translation>
    </message>
    <message>
        <source>JE RECOPIE MON MOT DE PASSE</source>
        <translation>I REPEAT MY PASSWORD</translation>
    </message>
    <message>
        <source>La banque vous demandera un code de votre authentificateur. Vos autres appareils seront déconnectés ; vos brouillons restent.</source>
        <translation>The bank will ask you for a code from your authenticator. Your other devices will be signed out; your drafts stay.</translation>
    </message>
    <message>
        <source>Envoyer</source>
        <translation>Send</translation>
    </message>
    <message>
        <source>Vérification…</source>
        <translation>Checking…</translation>
    </message>
</context>
<context>
    <name>InformationPasswordScreen</name>
    <message>
        <source>Mon mot de passe (8 caractères mini.)</source>
        <translation>My password (8 characters min.)</translation>
    </message>
    <message>
        <source>Mon mot de passe</source>
        <translation>My password</translation>
    </message>
    <message>
        <source>Votre mot de passe est changé, et vos autres appareils sont déconnectés.</source>
        <translation>Your password is changed, and your other devices are signed out.</translation>
    </message>
    <message>
        <source>Le reçu signé est dans « Mes reçus signés ».</source>
        <translation>The signed receipt is in “My signed receipts”.</translation>
    </message>
    <message>
        <source>Mais le disque de cet ordinateur a refusé l’écriture : vous ne pourrez pas y consulter vos données hors connexion avant votre prochaine connexion.</source>
        <translation>But the disk of this computer could not be written to: you cannot see your data on it offline until you next sign in.</translation>
    </message>
    <message>
        <source>Écrivez votre mot de passe actuel.</source>
        <translation>Write your current password.</translation>
    </message>
    <message>
        <source>Les deux mots de passe ne sont pas les mêmes.</source>
        <translation>The two passwords are not the same.</translation>
    </message>
    <message>
        <source>Mot de passe actuel depuis le {}.</source>
        <translation>Current password since {}.</translation>
    </message>
</context>
<context>
    <name>InformationReceipts</name>
    <message>
        <source>Mes reçus signés</source>
        <translation>My signed receipts</translation>
    </message>
    <message>
        <source>Chaque opération que vous signez donne un reçu, signé par la banque. Gardez-le : il prouve ce que vous avez signé.</source>
        <translation>Each operation that you sign gives a receipt, signed by the bank. Keep it: it proves what you signed.</translation>
    </message>
    <message>
        <source>Enregistrer le reçu signé…</source>
        <translation>Save the signed receipt…</translation>
    </message>
</context>
<context>
    <name>InformationReceiptsScreen</name>
    <message>
        <source>Aucun reçu pour le moment</source>
        <translation>No receipts for the moment</translation>
    </message>
    <message>
        <source>Un reçu apparaît ici dès que vous signez une opération.</source>
        <translation>A receipt appears here as soon as you sign an operation.</translation>
    </message>
    <message>
        <source>Signé le</source>
        <translation>Signed on</translation>
    </message>
    <message>
        <source>Opération</source>
        <translation>Operation</translation>
    </message>
    <message>
        <source>Authenticité</source>
        <translation>Authenticity</translation>
    </message>
    <message>
        <source>Authentique</source>
        <translation>Genuine</translation>
    </message>
    <message>
        <source>Non vérifié</source>
        <translation>Not verified</translation>
    </message>
    <message>
        <source>La signature de la banque a été vérifiée sur cet ordinateur.</source>
        <translation>The bank’s signature was verified on this computer.</translation>
    </message>
    <message>
        <source>La signature n’est pas celle de votre banque, ou sa clé n’est pas connue ici.</source>
        <translation>The signature is not your bank’s, or its key is not known here.</translation>
    </message>
</context>
<context>
    <name>InformationReplacement</name>
    <message>
        <source>Nouvel authentificateur</source>
        <translation>New authenticator</translation>
    </message>
    <message>
        <source>Ajoutez CCM Desk à votre nouvelle application : scannez ce QR code, ou recopiez la clé. Votre authentificateur actuel reste valable jusqu’à la fin.</source>
        <translation>Add CCM Desk to your new application: scan this QR code, or copy the key. Your current authenticator stays valid until the end.</translation>
    </message>
    <message>
        <source>Application choisie</source>
        <translation>Chosen application</translation>
    </message>
    <message>
        <source>QR code à scanner</source>
        <translation>QR code to scan</translation>
    </message>
    <message>
        <source>La clé écrite à côté dit la même chose.</source>
        <translation>The key written next to it says the same.</translation>
    </message>
    <message>
        <source>La même clé, à recopier</source>
        <translation>The same key, to copy</translation>
    </message>
    <message>
        <source>Un code de la nouvelle application</source>
        <translation>A code from the new application</translation>
    </message>
    <message>
        <source>Annuler</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>Terminer</source>
        <translation>Finish</translation>
    </message>
    <message>
        <source>Vérification…</source>
        <translation>Checking…</translation>
    </message>
</context>
<context>
    <name>InformationScreen</name>
    <message>
        <source>Mes coordonnées</source>
        <translation>My contact details</translation>
    </message>
    <message>
        <source>Mon mot de passe</source>
        <translation>My password</translation>
    </message>
    <message>
        <source>Mon authentificateur</source>
        <translation>My authenticator</translation>
    </message>
    <message>
        <source>Mes appareils</source>
        <translation>My devices</translation>
    </message>
    <message>
        <source>Mes sessions</source>
        <translation>My sessions</translation>
    </message>
    <message>
        <source>Mes connexions</source>
        <translation>My sign-ins</translation>
    </message>
    <message>
        <source>Mes reçus signés</source>
        <translation>My signed receipts</translation>
    </message>
    <message>
        <source>Numéro client : {}</source>
        <translation>Customer number: {}</translation>
    </message>
    <message>
        <source>Un instant…</source>
        <translation>One moment…</translation>
    </message>
    <message>
        <source>La banque prépare ces informations.</source>
        <translation>The bank is preparing this information.</translation>
    </message>
    <message>
        <source>Visible en ligne seulement</source>
        <translation>Visible online only</translation>
    </message>
    <message>
        <source>Cet ordinateur ne garde rien de cette rubrique. Reconnectez-vous avec Internet pour la voir.</source>
        <translation>This computer keeps nothing of this section. Sign in again with an Internet connection to see it.</translation>
    </message>
    <message>
        <source>Cette rubrique n’a pas pu être lue</source>
        <translation>This section could not be read</translation>
    </message>
    <message>
        <source>Ce qui est affiché n’est peut-être plus à jour.</source>
        <translation>What is shown may no longer be up to date.</translation>
    </message>
    <message>
        <source>Réessayer</source>
        <translation>Try again</translation>
    </message>
    <message>
        <source>Session déconnectée</source>
        <translation>Session ended</translation>
    </message>
    <message>
        <source>Toutes les autres sessions sont déconnectées</source>
        <translation>All the other sessions have ended</translation>
    </message>
    <message>
        <source>Appareil oublié</source>
        <translation>Device forgotten</translation>
    </message>
</context>
<context>
    <name>InformationSessions</name>
    <message>
        <source>Mes sessions</source>
        <translation>My sessions</translation>
    </message>
    <message>
        <source>Les connexions ouvertes en ce moment. « Déconnecter » ferme aussitôt celle que vous avez choisie.</source>
        <translation>The sessions open at this moment. “End session” closes the one that you have chosen at once.</translation>
    </message>
    <message>
        <source>Déconnecter toutes les autres</source>
        <translation>End all the others</translation>
    </message>
    <message>
        <source>Déconnecter</source>
        <translation>End session</translation>
    </message>
</context>
<context>
    <name>InformationSessionsScreen</name>
    <message>
        <source>Ouverte le</source>
        <translation>Opened on</translation>
    </message>
    <message>
        <source>{0} : {1}</source>
        <translation>{0}: {1}</translation>
    </message>
    <message>
        <source>Appareil</source>
        <translation>Device</translation>
    </message>
    <message>
        <source>Dernière activité</source>
        <translation>Last activity</translation>
    </message>
    <message>
        <source>Cette session</source>
        <translation>This session</translation>
    </message>
    <message>
        <source>Système</source>
        <translation>System</translation>
    </message>
    <message>
        <source>Déconnecter cette session ?</source>
        <translation>End this session?</translation>
    </message>
    <message>
        <source>Déconnecter toutes les autres sessions ?</source>
        <translation>End all the other sessions?</translation>
    </message>
    <message>
        <source>Ce qui n’y était pas encore envoyé reste sur l’appareil, pour la prochaine connexion.</source>
        <translation>What was not yet sent there stays on the device, for the next sign-in.</translation>
    </message>
    <message>
        <source>Déconnecter</source>
        <translation>End session</translation>
    </message>
</context>
<context>
    <name>NewPassword</name>
    <message>
        <source>Votre mot de passe</source>
        <translation>Your password</translation>
    </message>
    <message>
        <source>Choisissez le mot de passe que vous seul connaîtrez. Toutes les lettres, les chiffres, les signes et les espaces sont permis.</source>
        <translation>Choose a password that only you will know. All letters, digits, signs and spaces are allowed.</translation>
    </message>
    <message>
        <source>Mon nouveau mot de passe</source>
        <translation>My new password</translation>
    </message>
    <message>
        <source>Je recopie mon mot de passe</source>
        <translation>I repeat my password</translation>
    </message>
</context>
<context>
    <name>NewPasswordPage</name>
    <message>
        <source>Les deux mots de passe ne sont pas les mêmes.</source>
        <translation>The two passwords are not the same.</translation>
    </message>
</context>
<context>
    <name>Operations</name>
    <message>
        <source>Opérations</source>
        <translation>Operations</translation>
    </message>
    <message>
        <source>Copier l’IBAN</source>
        <translation>Copy the IBAN</translation>
    </message>
    <message>
        <source>Solde</source>
        <translation>Balance</translation>
    </message>
    <message>
        <source>Disponible</source>
        <translation>Available</translation>
    </message>
    <message>
        <source>Rechercher</source>
        <translation>Search</translation>
    </message>
    <message>
        <source>Rechercher une opération</source>
        <translation>Search for an operation</translation>
    </message>
    <message>
        <source>Filtres</source>
        <translation>Filters</translation>
    </message>
    <message>
        <source>Du</source>
        <translation>From</translation>
    </message>
    <message>
        <source>jj/mm/aaaa</source>
        <translation>dd/mm/yyyy</translation>
    </message>
    <message>
        <source>Au</source>
        <translation>To</translation>
    </message>
    <message>
        <source>Montant minimum</source>
        <translation>Minimum amount</translation>
    </message>
    <message>
        <source>0,00 €</source>
        <translation>€0.00</translation>
    </message>
    <message>
        <source>Montant maximum</source>
        <translation>Maximum amount</translation>
    </message>
    <message>
        <source>Tout afficher</source>
        <translation>Show all</translation>
    </message>
</context>
<context>
    <name>OperationsDelegate</name>
    <message>
        <source>Solde {}</source>
        <translation>Balance {}</translation>
    </message>
</context>
<context>
    <name>OperationsScreen</name>
    <message>
        <source>Filtres ({})</source>
        <translation>Filters ({})</translation>
    </message>
    <message>
        <source>Filtres</source>
        <translation>Filters</translation>
    </message>
    <message>
        <source>Vos opérations n’ont pas pu être lues</source>
        <translation>Your operations could not be read</translation>
    </message>
    <message>
        <source>Opérations</source>
        <translation>Operations</translation>
    </message>
    <message>
        <source>Tous vos comptes</source>
        <translation>All your accounts</translation>
    </message>
    <message>
        <source>Opérations du compte n° {}</source>
        <translation>Operations of account no. {}</translation>
    </message>
    <message>
        <source>IBAN {}</source>
        <translation>IBAN {}</translation>
    </message>
    <message>
        <source>Aucune opération ne correspond à votre recherche</source>
        <translation>No operation matches your search</translation>
    </message>
    <message>
        <source>Essayez un autre mot, une autre période ou un autre montant.</source>
        <translation>Try another word, another period or another amount.</translation>
    </message>
    <message>
        <source>Tout afficher</source>
        <translation>Show all</translation>
    </message>
    <message>
        <source>Aucune opération</source>
        <translation>No operations</translation>
    </message>
    <message>
        <source>Vos opérations apparaîtront ici.</source>
        <translation>Your operations will appear here.</translation>
    </message>
    <message>
        <source>La fin précède le début.</source>
        <translation>The end comes before the beginning.</translation>
    </message>
    <message>
        <source>Écrivez la date ainsi : 21/10/2022.</source>
        <translation>Write the date like this: 21/10/2022.</translation>
    </message>
    <message>
        <source>Le maximum est plus petit que le minimum.</source>
        <translation>The maximum is smaller than the minimum.</translation>
    </message>
    <message>
        <source>Écrivez le montant ainsi : 1 234,56.</source>
        <translation>Write the amount like this: 1,234.56.</translation>
    </message>
    <message>
        <source>Affiche {0} à {1} de {2} enregistrements</source>
        <translation>Showing {0} to {1} of {2} records</translation>
    </message>
    <message>
        <source>opération du {}</source>
        <translation>booked on {}</translation>
    </message>
    <message>
        <source>valeur du {}</source>
        <translation>value date {}</translation>
    </message>
    <message>
        <source>compte {}</source>
        <translation>account {}</translation>
    </message>
    <message>
        <source>IBAN copié.</source>
        <translation>IBAN copied.</translation>
    </message>
</context>
<context>
    <name>OperationsTable</name>
    <message>
        <source>Solde après</source>
        <translation>Balance after</translation>
    </message>
</context>
<context>
    <name>OperationsTableModel</name>
    <message>
        <source>solde après : {}</source>
        <translation>balance after: {}</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Date</translation>
    </message>
    <message>
        <source>Libellé</source>
        <translation>Label</translation>
    </message>
    <message>
        <source>Compte</source>
        <translation>Account</translation>
    </message>
    <message>
        <source>Montant</source>
        <translation>Amount</translation>
    </message>
    <message>
        <source>Solde après</source>
        <translation>Balance after</translation>
    </message>
    <message>
        <source>débit de {}</source>
        <translation>debit of {}</translation>
    </message>
    <message>
        <source>crédit de {}</source>
        <translation>credit of {}</translation>
    </message>
</context>
<context>
    <name>Order</name>
    <message>
        <source>Brouillon</source>
        <translation>Draft</translation>
    </message>
    <message>
        <source>Envoi en cours</source>
        <translation>Sending</translation>
    </message>
    <message>
        <source>Refusé</source>
        <translation>Refused</translation>
    </message>
    <message>
        <source>Enregistré</source>
        <translation>Recorded</translation>
    </message>
    <message>
        <source>Validé</source>
        <translation>Validated</translation>
    </message>
    <message>
        <source>Exécuté</source>
        <translation>Executed</translation>
    </message>
    <message>
        <source>Rejeté</source>
        <translation>Rejected</translation>
    </message>
    <message>
        <source>Annulé</source>
        <translation>Cancelled</translation>
    </message>
    <message>
        <source>À signer</source>
        <translation>To sign</translation>
    </message>
</context>
<context>
    <name>Orders</name>
    <message>
        <source>Virements</source>
        <translation>Transfers</translation>
    </message>
    <message>
        <source>Rechercher</source>
        <translation>Search</translation>
    </message>
    <message>
        <source>Rechercher un virement</source>
        <translation>Search for a transfer</translation>
    </message>
    <message>
        <source>Page précédente</source>
        <translation>Previous page</translation>
    </message>
    <message>
        <source>Page suivante</source>
        <translation>Next page</translation>
    </message>
    <message>
        <source>Supprimer le brouillon</source>
        <translation>Delete the draft</translation>
    </message>
    <message>
        <source>Confirmer et envoyer</source>
        <translation>Confirm and send</translation>
    </message>
    <message>
        <source>Envoi…</source>
        <translation>Sending…</translation>
    </message>
</context>
<context>
    <name>OrdersScreen</name>
    <message>
        <source>Virements uniques</source>
        <translation>One-off transfers</translation>
    </message>
    <message>
        <source>Historique</source>
        <translation>History</translation>
    </message>
    <message>
        <source>De</source>
        <translation>From</translation>
    </message>
    <message>
        <source>De → À</source>
        <translation>From → To</translation>
    </message>
    <message>
        <source>À</source>
        <translation>To</translation>
    </message>
    <message>
        <source>Créé le</source>
        <translation>Created on</translation>
    </message>
    <message>
        <source>Montant</source>
        <translation>Amount</translation>
    </message>
    <message>
        <source>État</source>
        <translation>State</translation>
    </message>
    <message>
        <source>Affiche {0} à {1} de {2} enregistrements</source>
        <translation>Showing {0} to {1} of {2} records</translation>
    </message>
    <message>
        <source>Votre virement est signé et enregistré.</source>
        <translation>Your transfer is signed and recorded.</translation>
    </message>
    <message>
        <source>Enregistrer le reçu signé…</source>
        <translation>Save the signed receipt…</translation>
    </message>
    <message>
        <source>Aucun virement ne correspond à votre recherche</source>
        <translation>No transfer matches your search</translation>
    </message>
    <message>
        <source>Essayez un autre mot.</source>
        <translation>Try another word.</translation>
    </message>
    <message>
        <source>Aucun virement en cours</source>
        <translation>No transfers in progress</translation>
    </message>
    <message>
        <source>Vos virements apparaissent ici jusqu’à leur exécution.</source>
        <translation>Your transfers appear here until they are executed.</translation>
    </message>
    <message>
        <source>Faire un virement</source>
        <translation>Make a transfer</translation>
    </message>
    <message>
        <source>Aucun virement passé</source>
        <translation>No past transfers</translation>
    </message>
    <message>
        <source>Vos virements exécutés apparaîtront ici.</source>
        <translation>Your executed transfers will appear here.</translation>
    </message>
    <message>
        <source>Signer et envoyer…</source>
        <translation>Sign and send…</translation>
    </message>
    <message>
        <source>Exécuté le {}.</source>
        <translation>Executed on {}.</translation>
    </message>
    <message>
        <source>Rien n’a été transféré : {}.</source>
        <translation>Nothing was transferred: {}.</translation>
    </message>
    <message>
        <source>À signer, rien n’a été transféré : {}.</source>
        <translation>To be signed, nothing was transferred: {}.</translation>
    </message>
    <message>
        <source>Brouillon, rien n’a été envoyé : {}.</source>
        <translation>Draft, nothing was sent: {}.</translation>
    </message>
    <message>
        <source>Brouillon : rien n’a été envoyé à la banque. Confirmez-le quand vous êtes en ligne.</source>
        <translation>Draft: nothing was sent to the bank. Confirm it when you are online.</translation>
    </message>
    <message>
        <source>La banque n’a pas encore répondu. CCM Desk le renvoie lui-même ; il ne sera fait qu’une fois.</source>
        <translation>The bank has not answered yet. CCM Desk sends it again by itself; it will be made only once.</translation>
    </message>
    <message>
        <source>Exécution prévue le {}.</source>
        <translation>To be executed on {}.</translation>
    </message>
</context>
<context>
    <name>PasswordEdit</name>
    <message>
        <source>Masquer le mot de passe</source>
        <translation>Hide the password</translation>
    </message>
    <message>
        <source>Afficher le mot de passe</source>
        <translation>Show the password</translation>
    </message>
</context>
<context>
    <name>PreferencesDialog</name>
    <message>
        <source>Claire</source>
        <translation>Light</translation>
    </message>
    <message>
        <source>Sombre</source>
        <translation>Dark</translation>
    </message>
    <message>
        <source>Contraste élevé</source>
        <translation>High contrast</translation>
    </message>
</context>
<context>
    <name>PreferencesForm</name>
    <message>
        <source>Affichage</source>
        <translation>Display</translation>
    </message>
    <message>
        <source>Apparence</source>
        <translation>Appearance</translation>
    </message>
    <message>
        <source>Langue</source>
        <translation>Language</translation>
    </message>
    <message>
        <source>Taille du texte</source>
        <translation>Text size</translation>
    </message>
    <message>
        <source>Ces réglages s&apos;appliquent tout de suite et restent sur cet ordinateur.</source>
        <translation>These settings apply at once and stay on this computer.</translation>
    </message>
    <message>
        <source>Fermer</source>
        <translation>Close</translation>
    </message>
</context>
<context>
    <name>Receipt</name>
    <message>
        <source>Enregistrer le reçu signé</source>
        <translation>Save the signed receipt</translation>
    </message>
    <message>
        <source>Reçu signé (*.json)</source>
        <translation>Signed receipt (*.json)</translation>
    </message>
    <message>
        <source>recu-{0}-{1}.json</source>
        <translation>receipt-{0}-{1}.json</translation>
    </message>
    <message>
        <source>Reçu enregistré</source>
        <translation>Receipt saved</translation>
    </message>
    <message>
        <source>Le reçu n’a pas pu être enregistré à cet endroit.</source>
        <translation>The receipt could not be saved in this place.</translation>
    </message>
    <message>
        <source>Rien n’est perdu : il reste dans « Mes reçus signés ». Choisissez un autre dossier.</source>
        <translation>Nothing is lost: it stays in “My signed receipts”. Choose another folder.</translation>
    </message>
    <message>
        <source>Choisir un autre dossier</source>
        <translation>Choose another folder</translation>
    </message>
</context>
<context>
    <name>RecoveryIdentity</name>
    <message>
        <source>Vous avez oublié votre mot de passe&#x202f;?</source>
        <translation>Have you forgotten your password?</translation>
    </message>
    <message>
        <source>Vous pouvez renouveler votre mot de passe en quelques clics. Un code vous sera envoyé par SMS, au numéro que votre agence connaît.</source>
        <translation>You can renew your password in a few clicks. A code will be sent to you by SMS, to the number that your branch knows.</translation>
    </message>
    <message>
        <source>Identifiant de connexion ou code abonné (12 chiffres)</source>
        <translation>Sign-in identifier or subscriber code (12 digits)</translation>
    </message>
    <message>
        <source>Date de naissance</source>
        <translation>Date of birth</translation>
    </message>
    <message>
        <source>Jour, mois, année&#x202f;: par exemple 24/11/1970.</source>
        <translation>Day, month, year: for example 24/11/1970.</translation>
    </message>
    <message>
        <source>JJ/MM/AAAA</source>
        <translation>DD/MM/YYYY</translation>
    </message>
    <message>
        <source>Code de l&apos;application d&apos;authentification</source>
        <translation>Code from the authenticator application</translation>
    </message>
    <message>
        <source>6 chiffres, nouveaux toutes les 30 secondes.</source>
        <translation>6 digits, new every 30 seconds.</translation>
    </message>
    <message>
        <source>Vous n’avez plus votre téléphone ou votre application&#x202f;?</source>
        <translation>No longer have your phone or your application?</translation>
    </message>
</context>
<context>
    <name>RecoveryIdentityPage</name>
    <message>
        <source>Appelez votre agence&#x202f;: elle vérifie votre identité et vous rend votre accès.</source>
        <translation>Call your branch: it checks your identity and gives you your access back.</translation>
    </message>
    <message>
        <source>L’identifiant a 12 chiffres. Il figure dans le mail de votre agence.</source>
        <translation>The identifier has 12 digits. It is in the e-mail from your branch.</translation>
    </message>
    <message>
        <source>Le code a 6 chiffres.</source>
        <translation>The code has 6 digits.</translation>
    </message>
    <message>
        <source>Le délai est passé. Rien n’a changé&#x202f;: recommencez.</source>
        <translation>The time has run out. Nothing has changed: start again.</translation>
    </message>
</context>
<context>
    <name>RecoveryScreen</name>
    <message>
        <source>Vos informations</source>
        <translation>Your details</translation>
    </message>
    <message>
        <source>Code reçu par SMS</source>
        <translation>Code received by SMS</translation>
    </message>
    <message>
        <source>Nouveau mot de passe</source>
        <translation>New password</translation>
    </message>
    <message>
        <source>Vous avez oublié votre mot de passe&#x202f;?</source>
        <translation>Have you forgotten your password?</translation>
    </message>
    <message>
        <source>Recevoir un code par SMS</source>
        <translation>Receive a code by SMS</translation>
    </message>
    <message>
        <source>Enregistrer</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>Continuer</source>
        <translation>Continue</translation>
    </message>
</context>
<context>
    <name>RecoverySms</name>
    <message>
        <source>Vous avez oublié votre mot de passe&#x202f;?</source>
        <translation>Have you forgotten your password?</translation>
    </message>
    <message>
        <source>Si ce que vous avez indiqué est exact, un code de 8 chiffres vient d’être envoyé par SMS à votre téléphone. Il sert une fois, pendant 10 minutes.</source>
        <translation>If what you entered is right, an 8-digit code has just been sent by SMS to your phone. It works once, for 10 minutes.</translation>
    </message>
    <message>
        <source>Code reçu par SMS</source>
        <translation>Code received by SMS</translation>
    </message>
    <message>
        <source>8 chiffres&#x202f;; les espaces sont permis.</source>
        <translation>8 digits; spaces are allowed.</translation>
    </message>
    <message>
        <source>Rien reçu&#x202f;?</source>
        <translation>Received nothing?</translation>
    </message>
    <message>
        <source>Attendez deux minutes et vérifiez que votre téléphone capte. Puis revenez à la page précédente et vérifiez ce que vous avez indiqué&#x202f;: un autre code sera envoyé. Si votre numéro a changé, appelez votre agence.</source>
        <translation>Wait two minutes and check that your phone has a signal. Then go back to the previous page and check what you entered: another code will be sent. If your number has changed, call your branch.</translation>
    </message>
</context>
<context>
    <name>RecoverySmsPage</name>
    <message>
        <source>Le code reçu par SMS a 8 chiffres.</source>
        <translation>The code received by SMS has 8 digits.</translation>
    </message>
    <message>
        <source>Ce code n’est pas accepté, ou ce que vous aviez indiqué n’était pas exact.</source>
        <translation>This code is not accepted, or what you entered was not right.</translation>
    </message>
    <message>
        <source>Attention, c’est votre dernier essai avant le blocage de votre accès.</source>
        <translation>Careful, this is your last attempt before your access is locked.</translation>
    </message>
    <message>
        <source>Il vous reste {} essais.</source>
        <translation>You have {} attempts left.</translation>
    </message>
</context>
<context>
    <name>Refusal</name>
    <message>
        <source>CCM Desk est déjà ouvert sur cet ordinateur. Retrouvez sa fenêtre, ou fermez-la d’abord.</source>
        <translation>CCM Desk is already open on this computer. Find its window, or close it first.</translation>
    </message>
    <message>
        <source>Le dossier des données ne peut pas être utilisé : {}. Rien n’a été envoyé ni perdu.</source>
        <translation>The data folder cannot be used: {}. Nothing was sent or lost.</translation>
    </message>
    <message>
        <source>CCM Desk n’a pas pu s’ouvrir</source>
        <translation>CCM Desk could not open</translation>
    </message>
    <message>
        <source>Fermer</source>
        <translation>Close</translation>
    </message>
</context>
<context>
    <name>ReplacementDialog</name>
    <message>
        <source>Fermer</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>Annuler</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>La réponse de la banque ne nous est pas parvenue : le nouvel authentificateur est peut-être déjà en service. Gardez les deux, et réessayez avec le même code.</source>
        <translation>The bank’s answer did not reach us: the new authenticator may already be in use. Keep both, and try again with the same code.</translation>
    </message>
    <message>
        <source>Votre authentificateur actuel reste valable. Fermez, puis recommencez avec une nouvelle clé.</source>
        <translation>Your current authenticator stays valid. Close, then start again with a new key.</translation>
    </message>
    <message>
        <source>Le code a 6 chiffres.</source>
        <translation>The code has 6 digits.</translation>
    </message>
</context>
<context>
    <name>SecretText</name>
    <message>
        <source>Le presse-papiers a été vidé.</source>
        <translation>The clipboard has been emptied.</translation>
    </message>
    <message>
        <source>Copier</source>
        <translation>Copy</translation>
    </message>
    <message>
        <source>Copier le secret</source>
        <translation>Copy the secret</translation>
    </message>
    <message>
        <source>Copié. Le presse-papiers sera vidé dans 30 secondes.</source>
        <translation>Copied. The clipboard will be emptied in 30 seconds.</translation>
    </message>
    <message>
        <source>Le presse-papiers sera vidé 30 secondes après la copie.</source>
        <translation>The clipboard will be emptied 30 seconds after copying.</translation>
    </message>
</context>
<context>
    <name>SignDialog</name>
    <message>
        <source>Réessayer</source>
        <translation>Try again</translation>
    </message>
    <message>
        <source>Signer</source>
        <translation>Sign</translation>
    </message>
    <message>
        <source>Fermer</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>Annuler</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>Rien n’a été fait.</source>
        <translation>Nothing was done.</translation>
    </message>
    <message>
        <source>Si ce n’est pas ce que vous voulez, annulez.</source>
        <translation>If this is not what you want, cancel.</translation>
    </message>
    <message>
        <source>Vérifiez le montant et le compte. Si ce n’est pas ce que vous voulez, annulez.</source>
        <translation>Check the amount and the account. If this is not what you want, cancel.</translation>
    </message>
    <message>
        <source>La réponse de la banque ne nous est pas parvenue : votre mot de passe a peut-être déjà changé. Réessayez avec le même code. Si vous êtes déconnecté, essayez d’abord le nouveau mot de passe, puis l’ancien.</source>
        <translation>The bank’s answer did not reach us: your password may already have changed. Try again with the same code. If you are signed out, try the new password first, then the old one.</translation>
    </message>
    <message>
        <source>La réponse de la banque ne nous est pas parvenue. Rien n’a changé : votre authentificateur actuel reste valable. Réessayez avec le même code.</source>
        <translation>The bank’s answer did not reach us. Nothing has changed: your current authenticator stays valid. Try again with the same code.</translation>
    </message>
    <message>
        <source>On ne sait pas si ce virement est parti. Avant de recommencer, regardez « En cours ».</source>
        <translation>It is not known whether this transfer has gone. Before you start again, look at “In progress”.</translation>
    </message>
    <message>
        <source>Il vous reste environ {} minutes pour signer.</source>
        <translation>You have about {} minutes left to sign.</translation>
    </message>
    <message>
        <source>Il vous reste moins d’une minute pour signer.</source>
        <translation>You have less than a minute left to sign.</translation>
    </message>
    <message>
        <source>Le code a 6 chiffres.</source>
        <translation>The code has 6 digits.</translation>
    </message>
    <message>
        <source>Signature demandée</source>
        <translation>Signature required</translation>
    </message>
    <message>
        <source>Signez ce que vous lisez</source>
        <translation>Sign what you read</translation>
    </message>
    <message>
        <source>La banque écrit ce que vous allez signer…</source>
        <translation>The bank is writing what you are about to sign…</translation>
    </message>
    <message>
        <source>Code de votre authentificateur</source>
        <translation>Code from your authenticator</translation>
    </message>
    <message>
        <source>Redemander</source>
        <translation>Ask again</translation>
    </message>
    <message>
        <source>Signature…</source>
        <translation>Signing…</translation>
    </message>
</context>
<context>
    <name>SignIn</name>
    <message>
        <source>Je me connecte (Etape 1 / 2)</source>
        <translation>Sign in (step 1 of 2)</translation>
    </message>
    <message>
        <source>Au bout de 5 essais infructueux votre compte sera bloqué et nécessitera un appel à votre agence.</source>
        <translation>After 5 failed attempts your account will be locked, and you will have to call your branch.</translation>
    </message>
    <message>
        <source>Identifiant de connexion ou code abonné (12 chiffres)</source>
        <translation>Sign-in identifier or subscriber code (12 digits)</translation>
    </message>
    <message>
        <source>Mot de passe</source>
        <translation>Password</translation>
    </message>
    <message>
        <source>Consulter sans connexion</source>
        <translation>View offline</translation>
    </message>
    <message>
        <source>Continuer</source>
        <translation>Continue</translation>
    </message>
    <message>
        <source>Connexion…</source>
        <translation>Signing in…</translation>
    </message>
</context>
<context>
    <name>SignInCode</name>
    <message>
        <source>Je me connecte (Etape 2 / 2)</source>
        <translation>Sign in (step 2 of 2)</translation>
    </message>
    <message>
        <source>Ouvrez votre application d&apos;authentification (Google Authenticator ou une autre) et renseignez le code à 6 chiffres qu&apos;elle affiche pour CCM Desk. Il change toutes les 30 secondes.</source>
        <translation>Open your authenticator application (Google Authenticator or another one) and enter the 6-digit code that it shows for CCM Desk. It changes every 30 seconds.</translation>
    </message>
    <message>
        <source>Code de l&apos;application</source>
        <translation>Code from the application</translation>
    </message>
    <message>
        <source>Retour</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>Vérification…</source>
        <translation>Checking…</translation>
    </message>
</context>
<context>
    <name>SignInCodeScreen</name>
    <message>
        <source>Le code a 6 chiffres.</source>
        <translation>The code has 6 digits.</translation>
    </message>
    <message>
        <source>Attention, c’est votre dernier essai : après un nouvel échec, votre compte sera bloqué.</source>
        <translation>Careful, this is your last attempt: if it fails, your account will be locked.</translation>
    </message>
</context>
<context>
    <name>SignInScreen</name>
    <message>
        <source>C’est votre première connexion, ou votre agence vous a envoyé un mot de passe temporaire ? Choisissez « C&apos;est votre première connexion ? » dans l’aide.</source>
        <translation>Is this your first sign-in, or did your branch send you a temporary password? Choose “Is this your first sign-in?” in the help.</translation>
    </message>
    <message>
        <source>Votre nouveau mot de passe est enregistré. Connectez-vous avec lui.</source>
        <translation>Your new password is saved. Sign in with it.</translation>
    </message>
    <message>
        <source>Il n’y avait plus personne devant l’écran : la page a été refermée. Rien n’est perdu : recommencez quand vous voulez, sur cet ordinateur.</source>
        <translation>Nobody was in front of the screen any more: the page was closed. Nothing is lost: begin again whenever you like, on this computer.</translation>
    </message>
    <message>
        <source>La réponse de la banque s’est perdue en route. Essayez de vous connecter avec votre nouveau mot de passe ; s’il n’est pas accepté, recommencez depuis l’aide.</source>
        <translation>The bank’s answer was lost on the way. Try to sign in with your new password; if it is not accepted, start again from the help.</translation>
    </message>
    <message>
        <source>Renseignez votre mot de passe.</source>
        <translation>Enter your password.</translation>
    </message>
    <message>
        <source>L’identifiant a 12 chiffres. Il figure dans le mail de votre agence.</source>
        <translation>The identifier has 12 digits. It is in the e-mail from your branch.</translation>
    </message>
</context>
<context>
    <name>Stepper</name>
    <message>
        <source>Étape {0} sur {1} : {2}</source>
        <translation>Step {0} of {1}: {2}</translation>
    </message>
</context>
<context>
    <name>StrengthBar</name>
    <message>
        <source>8 caractères au moins. Une suite de mots que vous seul connaissez est facile à retenir.</source>
        <translation>8 characters at least. A series of words that only you know is easy to remember.</translation>
    </message>
    <message>
        <source>Solidité&#x202f;: très faible</source>
        <translation>Strength: very weak</translation>
    </message>
    <message>
        <source>Solidité&#x202f;: faible</source>
        <translation>Strength: weak</translation>
    </message>
    <message>
        <source>Solidité&#x202f;: moyenne</source>
        <translation>Strength: fair</translation>
    </message>
    <message>
        <source>Solidité&#x202f;: bonne</source>
        <translation>Strength: good</translation>
    </message>
    <message>
        <source>Solidité&#x202f;: très bonne</source>
        <translation>Strength: very good</translation>
    </message>
</context>
<context>
    <name>Transfer</name>
    <message>
        <source>Depuis</source>
        <translation>From</translation>
    </message>
    <message>
        <source>Vers</source>
        <translation>To</translation>
    </message>
    <message>
        <source>Libellé</source>
        <translation>Label</translation>
    </message>
    <message>
        <source>Quand</source>
        <translation>When</translation>
    </message>
    <message>
        <source>Une seule fois</source>
        <translation>Once only</translation>
    </message>
    <message>
        <source>Date demandée</source>
        <translation>Requested date</translation>
    </message>
    <message>
        <source>Date d’exécution</source>
        <translation>Execution date</translation>
    </message>
    <message>
        <source>Soldes après exécution</source>
        <translation>Balances after execution</translation>
    </message>
    <message>
        <source>{0} : {1}</source>
        <translation>{0}: {1}</translation>
    </message>
    <message>
        <source>Confirmez-vous ce virement interne ?</source>
        <translation>Do you confirm this internal transfer?</translation>
    </message>
    <message>
        <source>Montant</source>
        <translation>Amount</translation>
    </message>
    <message>
        <source>Virement refusé</source>
        <translation>Transfer refused</translation>
    </message>
    <message>
        <source>Rien n’a été transféré : {}.</source>
        <translation>Nothing was transferred: {}.</translation>
    </message>
    <message>
        <source>Virement à signer</source>
        <translation>Transfer to sign</translation>
    </message>
    <message>
        <source>Rien n’a été transféré : {}. Vous pourrez le signer depuis « En cours ».</source>
        <translation>Nothing was transferred: {}. You can sign it from “In progress”.</translation>
    </message>
    <message>
        <source>Brouillon enregistré</source>
        <translation>Draft saved</translation>
    </message>
    <message>
        <source>Rien n’a été envoyé. Vous le confirmerez depuis « En cours ».</source>
        <translation>Nothing was sent. You can confirm it from “In progress”.</translation>
    </message>
    <message>
        <source>Envoi en cours</source>
        <translation>Sending</translation>
    </message>
    <message>
        <source>La banque n’a pas encore répondu. CCM Desk renvoie ce virement lui-même, et il ne sera fait qu’une fois : ne le saisissez pas de nouveau.</source>
        <translation>The bank has not answered yet. CCM Desk sends this transfer again by itself, and it will be made only once: do not enter it again.</translation>
    </message>
    <message>
        <source>Votre virement est enregistré</source>
        <translation>Your transfer is recorded</translation>
    </message>
    <message>
        <source>Votre opération sera prise en compte sous 2 jours ouvrés. Exécution prévue le {}.</source>
        <translation>Your operation will be taken into account within 2 working days. To be executed on {}.</translation>
    </message>
</context>
<context>
    <name>TransferNew</name>
    <message>
        <source>Nouveau virement</source>
        <translation>New transfer</translation>
    </message>
    <message>
        <source>Effectuer un virement</source>
        <translation>Make a transfer</translation>
    </message>
    <message>
        <source>Étapes du virement</source>
        <translation>Steps of the transfer</translation>
    </message>
    <message>
        <source>Je fais un virement interne depuis mon compte suivant</source>
        <translation>I make an internal transfer from my following account</translation>
    </message>
    <message>
        <source>Vers le bénéficiaire suivant</source>
        <translation>To the following beneficiary</translation>
    </message>
    <message>
        <source>Montant</source>
        <translation>Amount</translation>
    </message>
    <message>
        <source>J&apos;ajoute un libellé</source>
        <translation>I add a label</translation>
    </message>
    <message>
        <source>140 caractères au plus. Il figurera sur vos relevés.</source>
        <translation>140 characters at most. It will appear on your statements.</translation>
    </message>
    <message>
        <source>Quand</source>
        <translation>When</translation>
    </message>
    <message>
        <source>A la date du</source>
        <translation>On the date of</translation>
    </message>
    <message>
        <source>Valider</source>
        <translation>Validate</translation>
    </message>
    <message>
        <source>Vérification…</source>
        <translation>Checking…</translation>
    </message>
    <message>
        <source>Vérifiez votre virement</source>
        <translation>Check your transfer</translation>
    </message>
    <message>
        <source>Modifier</source>
        <translation>Change</translation>
    </message>
    <message>
        <source>Confirmer…</source>
        <translation>Confirm…</translation>
    </message>
    <message>
        <source>Envoi…</source>
        <translation>Sending…</translation>
    </message>
    <message>
        <source>Voir les virements en cours</source>
        <translation>View the transfers in progress</translation>
    </message>
    <message>
        <source>Enregistrer le reçu signé…</source>
        <translation>Save the signed receipt…</translation>
    </message>
    <message>
        <source>Faire un autre virement</source>
        <translation>Make another transfer</translation>
    </message>
</context>
<context>
    <name>TransferNewScreen</name>
    <message>
        <source>Saisie</source>
        <translation>Entry</translation>
    </message>
    <message>
        <source>Récapitulatif</source>
        <translation>Summary</translation>
    </message>
    <message>
        <source>Terminé</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>Une seule fois</source>
        <translation>Once only</translation>
    </message>
    <message>
        <source>0,00</source>
        <translation>0.00</translation>
    </message>
    <message>
        <source>Les banques sont fermées à cette date.</source>
        <translation>Banks are closed on this date.</translation>
    </message>
    <message>
        <source>Choisir le prochain jour ouvré</source>
        <translation>Choose the next working day</translation>
    </message>
    <message>
        <source>Le libellé sera écrit « {} » : les banques n’échangent que ces caractères.</source>
        <translation>The label will be written “{}”: banks exchange only these characters.</translation>
    </message>
    <message>
        <source>Le compte n’a pas encore cette somme : le virement sera rejeté si elle manque le jour venu.</source>
        <translation>The account does not hold this amount yet: the transfer will be rejected if it is missing on the day.</translation>
    </message>
    <message>
        <source>Vous êtes hors connexion : ce virement sera gardé comme brouillon, et envoyé après votre confirmation une fois la banque joignable.</source>
        <translation>You are offline: this transfer will be kept as a draft, and sent after your confirmation once the bank can be reached.</translation>
    </message>
    <message>
        <source>Confirmer…</source>
        <translation>Confirm…</translation>
    </message>
    <message>
        <source>Enregistrer le brouillon</source>
        <translation>Save the draft</translation>
    </message>
    <message>
        <source>Montant</source>
        <translation>Amount</translation>
    </message>
    <message>
        <source>Libellé</source>
        <translation>Label</translation>
    </message>
    <message>
        <source>Exécution</source>
        <translation>Execution</translation>
    </message>
</context>
<context>
    <name>Transfers</name>
    <message>
        <source>Mes virements</source>
        <translation>My transfers</translation>
    </message>
</context>
<context>
    <name>TransfersScreen</name>
    <message>
        <source>Mes virements</source>
        <translation>My transfers</translation>
    </message>
    <message>
        <source>Nouveau</source>
        <translation>New</translation>
    </message>
    <message>
        <source>En cours</source>
        <translation>In progress</translation>
    </message>
    <message>
        <source>Voir historique</source>
        <translation>History</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>le solde disponible n’a pas suffi</source>
        <translation>the available balance was not enough</translation>
    </message>
    <message>
        <source>la date d’exécution a changé, une nouvelle confirmation est nécessaire</source>
        <translation>the execution date has changed, a new confirmation is needed</translation>
    </message>
    <message>
        <source>l’un des comptes est clôturé</source>
        <translation>one of the accounts is closed</translation>
    </message>
    <message>
        <source>la date demandée ne convient plus</source>
        <translation>the requested date is no longer suitable</translation>
    </message>
    <message>
        <source>la banque ne l’a pas accepté</source>
        <translation>the bank did not accept it</translation>
    </message>
    <message>
        <source>La connexion a échoué : identifiant, mot de passe ou code incorrect.</source>
        <translation>Sign-in failed: incorrect identifier, password or code.</translation>
    </message>
    <message>
        <source>Attention, c’est votre dernier essai avant le blocage de votre accès.</source>
        <translation>Careful, this is your last attempt before your access is locked.</translation>
    </message>
    <message>
        <source>Il vous reste {} essais.</source>
        <translation>You have {} attempts left.</translation>
    </message>
    <message>
        <source>la signature n’a pas été acceptée, signez de nouveau</source>
        <translation>the signature was not accepted, please sign again</translation>
    </message>
    <message>
        <source>votre signature est nécessaire</source>
        <translation>your signature is needed</translation>
    </message>
    <message>
        <source>Ce montant n’est pas lisible. Écrivez-le en euros, par exemple 1 234,56.</source>
        <translation>This amount cannot be read. Write it in euros, for example 1,234.56.</translation>
    </message>
    <message>
        <source>Un montant a deux décimales au plus, par exemple 10,50.</source>
        <translation>An amount has two decimals at most, for example 10.50.</translation>
    </message>
    <message>
        <source>Le montant doit être supérieur à zéro.</source>
        <translation>The amount must be greater than zero.</translation>
    </message>
    <message>
        <source>Ce montant dépasse ce qu’un virement peut porter (999 999 999,99 €).</source>
        <translation>This amount is more than one transfer can carry (€999,999,999.99).</translation>
    </message>
    <message>
        <source>Ce montant dépasse le solde disponible du compte : {}.</source>
        <translation>This amount is more than the available balance of the account: {}.</translation>
    </message>
    <message>
        <source>Écrivez un libellé : il figurera sur vos relevés.</source>
        <translation>Write a label: it will appear on your statements.</translation>
    </message>
    <message>
        <source>Le libellé a 140 caractères au plus.</source>
        <translation>The label has 140 characters at most.</translation>
    </message>
    <message>
        <source>Ce libellé contient des caractères que les banques n’échangent pas. Utilisez des lettres, des chiffres et la ponctuation courante, sans barre oblique au début, à la fin ou doublée.</source>
        <translation>This label contains characters that banks do not exchange. Use letters, digits and common punctuation, with no slash at the beginning or end and no double slash.</translation>
    </message>
    <message>
        <source>Cette date n’existe pas.</source>
        <translation>This date does not exist.</translation>
    </message>
    <message>
        <source>Cette date est passée. Choisissez aujourd’hui ou un jour à venir.</source>
        <translation>This date is in the past. Choose today or a day to come.</translation>
    </message>
    <message>
        <source>Les banques sont fermées ce jour-là. Prochain jour ouvré : {}.</source>
        <translation>Banks are closed on that day. Next working day: {}.</translation>
    </message>
    <message>
        <source>Un virement se prévoit un an à l’avance au plus, jusqu’au {}.</source>
        <translation>A transfer can be planned one year ahead at most, until {}.</translation>
    </message>
    <message>
        <source>Le compte source et le compte cible sont le même. Choisissez-en un autre.</source>
        <translation>The source account and the target account are the same. Choose another one.</translation>
    </message>
    <message>
        <source>Ce compte ne fait pas partie de vos comptes. Rien n’a été transféré.</source>
        <translation>This account is not one of yours. Nothing was transferred.</translation>
    </message>
    <message>
        <source>Ce compte est clôturé. Rien n’a été transféré.</source>
        <translation>This account is closed. Nothing was transferred.</translation>
    </message>
    <message>
        <source>L’épargne ne s’échange qu’avec votre compte technique (DAV) : faites un virement vers le DAV, puis du DAV vers l’autre compte.</source>
        <translation>Savings move only to and from your sight account (DAV): make a transfer to the DAV, then from the DAV to the other account.</translation>
    </message>
    <message>
        <source>La date d’exécution a changé : ce virement serait exécuté le {}. Rien n’a été transféré ; vérifiez et confirmez de nouveau.</source>
        <translation>The execution date has changed: this transfer would be executed on {}. Nothing was transferred; check and confirm again.</translation>
    </message>
    <message>
        <source>Après 5 essais infructueux, votre accès est bloqué. Votre argent est en sécurité. Appelez votre agence pour le débloquer.</source>
        <translation>After 5 failed attempts, your access is locked. Your money is safe. Call your branch to unlock it.</translation>
    </message>
    <message>
        <source>Votre session est terminée. Rien n’est perdu : reconnectez-vous pour continuer.</source>
        <translation>Your session has ended. Nothing is lost: sign in again to continue.</translation>
    </message>
    <message>
        <source>Vous avez été déconnecté après 5 minutes sans activité. Rien n’est perdu : reconnectez-vous pour continuer.</source>
        <translation>You were signed out after 5 minutes without activity. Nothing is lost: sign in again to continue.</translation>
    </message>
    <message>
        <source>Vous avez été déconnecté parce que l’ordinateur a été verrouillé ou mis en veille. Rien n’est perdu : reconnectez-vous pour continuer.</source>
        <translation>You were signed out because the computer was locked or put to sleep. Nothing is lost: sign in again to continue.</translation>
    </message>
    <message>
        <source>Votre session a atteint sa durée maximale. Rien n’est perdu : reconnectez-vous pour continuer.</source>
        <translation>Your session has reached its maximum length. Nothing is lost: sign in again to continue.</translation>
    </message>
    <message>
        <source>Vous avez déconnecté cette session depuis un autre appareil. Si ce n’est pas vous, changez de mot de passe et appelez votre agence.</source>
        <translation>You ended this session from another device. If it was not you, change your password and call your branch.</translation>
    </message>
    <message>
        <source>Vous avez demandé d’oublier cet appareil depuis un autre : ses données ont été effacées. Si ce n’est pas vous, changez de mot de passe et appelez votre agence.</source>
        <translation>You asked from another device to forget this one: its data has been erased. If it was not you, change your password and call your branch.</translation>
    </message>
    <message>
        <source>Votre mot de passe a changé : reconnectez-vous avec le nouveau. Si ce n’est pas vous, appelez votre agence.</source>
        <translation>Your password has changed: sign in again with the new one. If it was not you, call your branch.</translation>
    </message>
    <message>
        <source>Votre authentificateur a changé : reconnectez-vous avec le nouveau. Si votre agence vous a envoyé un mot de passe temporaire, passez par « C’est votre première connexion ? ». Si rien de cela ne vient de vous, appelez votre agence.</source>
        <translation>Your authenticator has changed: sign in again with the new one. If your branch sent you a temporary password, go through “Is this your first sign-in?”. If none of this was your doing, call your branch.</translation>
    </message>
    <message>
        <source>Votre accès vient d’être bloqué après 5 essais infructueux. Votre argent est en sécurité. Appelez votre agence pour le débloquer.</source>
        <translation>Your access has just been locked after 5 failed attempts. Your money is safe. Call your branch to unlock it.</translation>
    </message>
    <message>
        <source>Le certificat du serveur a expiré : rien ne lui a été envoyé. Vérifiez la date de cet ordinateur ; si elle est juste, appelez votre agence.</source>
        <translation>The certificate of the server has expired: nothing was sent to it. Check the date of this computer; if it is right, call your branch.</translation>
    </message>
    <message>
        <source>Le certificat du serveur n’est pas encore valable : rien ne lui a été envoyé. Vérifiez la date de cet ordinateur.</source>
        <translation>The certificate of the server is not valid yet: nothing was sent to it. Check the date of this computer.</translation>
    </message>
    <message>
        <source>Le serveur s’est présenté avec un certificat que personne ne garantit : rien ne lui a été envoyé. Ne continuez pas sur ce réseau et appelez votre agence si cela se répète.</source>
        <translation>The server showed a certificate that no one vouches for: nothing was sent to it. Do not go on using this network, and call your branch if it happens again.</translation>
    </message>
    <message>
        <source>Le serveur n’est pas garanti par l’autorité de votre caisse : rien ne lui a été envoyé. Ne continuez pas sur ce réseau et appelez votre agence si cela se répète.</source>
        <translation>The authority of your bank does not vouch for the server: nothing was sent to it. Do not go on using this network, and call your branch if it happens again.</translation>
    </message>
    <message>
        <source>Le serveur qui a répondu porte un autre nom que celui de votre caisse : rien ne lui a été envoyé. Vérifiez l’adresse, puis appelez votre agence.</source>
        <translation>The server that answered has another name than your bank’s: nothing was sent to it. Check the address, then call your branch.</translation>
    </message>
    <message>
        <source>La clé du serveur n’est pas celle que votre caisse a annoncée : rien ne lui a été envoyé. Ne continuez pas sur ce réseau et appelez votre agence.</source>
        <translation>The key of the server is not the one that your bank announced: nothing was sent to it. Do not go on using this network, and call your branch.</translation>
    </message>
    <message>
        <source>La connexion proposée n’est pas assez protégée : rien n’a été envoyé. Ne continuez pas sur ce réseau et appelez votre agence si cela se répète.</source>
        <translation>The connection offered is not protected well enough: nothing was sent. Do not go on using this network, and call your branch if it happens again.</translation>
    </message>
    <message>
        <source>L’adresse du serveur doit commencer par « https:// » : rien n’a été envoyé en clair.</source>
        <translation>The address of the server must begin with “https://”: nothing was sent unprotected.</translation>
    </message>
    <message>
        <source>Le fichier de l’autorité ou les empreintes de votre caisse ne sont pas lisibles : rien n’a été envoyé. Demandez-les de nouveau à votre agence.</source>
        <translation>The authority file or the fingerprints of your bank cannot be read: nothing was sent. Ask your branch for them again.</translation>
    </message>
    <message>
        <source>Ce code n’est pas celui que la banque attend. Attendez le suivant dans votre application, et vérifiez que l’heure de l’appareil est juste.</source>
        <translation>This code is not the one that the bank expects. Wait for the next one in your application, and check that the time of the device is right.</translation>
    </message>
    <message>
        <source>Attention, c’est le dernier essai : il faudrait ensuite tout recommencer.</source>
        <translation>Careful, this is the last attempt: after it you would have to start all over again.</translation>
    </message>
    <message>
        <source>La signature n’a pas été acceptée. Rien n’a été fait.</source>
        <translation>The signature was not accepted. Nothing was done.</translation>
    </message>
    <message>
        <source>L’identifiant a 12 chiffres ; le code de votre application en a 6.</source>
        <translation>The identifier has 12 digits; the code from your application has 6.</translation>
    </message>
    <message>
        <source>Un mot de passe a 8 caractères au moins.</source>
        <translation>A password has 8 characters at least.</translation>
    </message>
    <message>
        <source>Un mot de passe a 128 caractères au plus.</source>
        <translation>A password has 128 characters at most.</translation>
    </message>
    <message>
        <source>Ce mot de passe contient un caractère qu’aucun clavier n’écrit. Choisissez-en un autre.</source>
        <translation>This password contains a character that no keyboard writes. Choose another one.</translation>
    </message>
    <message>
        <source>Ce mot de passe est trop facile à deviner. Ajoutez-y des mots, des chiffres ou des signes sans lien entre eux.</source>
        <translation>This password is too easy to guess. Add words, digits or signs to it that have nothing to do with one another.</translation>
    </message>
    <message>
        <source>Ce mot de passe contient ce que d’autres savent de vous (nom, date de naissance, ville, numéro). Choisissez-en un autre.</source>
        <translation>This password contains what others know about you (name, date of birth, town, number). Choose another one.</translation>
    </message>
    <message>
        <source>Le nouveau mot de passe est le même que l’ancien. Choisissez-en un autre.</source>
        <translation>The new password is the same as the old one. Choose another one.</translation>
    </message>
    <message>
        <source>Écrivez votre date de naissance sous la forme JJ/MM/AAAA.</source>
        <translation>Write your date of birth in the form DD/MM/YYYY.</translation>
    </message>
    <message>
        <source>Ce montant demande votre signature. Rien n’a été transféré : signez pour continuer.</source>
        <translation>This amount needs your signature. Nothing was transferred: sign to continue.</translation>
    </message>
    <message>
        <source>Le délai de signature de 5 minutes est passé. Rien n’a été fait : demandez une nouvelle signature.</source>
        <translation>The 5 minutes allowed for signing have run out. Nothing was done: ask for a new signature.</translation>
    </message>
    <message>
        <source>Ce reçu n’est pas authentique, ou il a été modifié.</source>
        <translation>This receipt is not genuine, or it has been altered.</translation>
    </message>
    <message>
        <source>Après 5 essais infructueux, les données de cet ordinateur ne s’ouvrent plus sans la banque. Elles sont en sécurité : connectez-vous avec Internet pour les retrouver.</source>
        <translation>After 5 failed attempts, the data on this computer can no longer be opened without the bank. It is safe: sign in with an Internet connection to get it back.</translation>
    </message>
    <message>
        <source>Les données de cet ordinateur ont été écrites par une version plus récente de CCM Desk. Elles n’ont pas été touchées : mettez CCM Desk à jour.</source>
        <translation>The data on this computer was written by a newer version of CCM Desk. It has not been touched: please update CCM Desk.</translation>
    </message>
    <message>
        <source>Une ancienne copie de vos données avait été remise sur cet ordinateur. Elle a été remplacée par celles de la banque.</source>
        <translation>An old copy of your data had been put back on this computer. It has been replaced with the bank’s.</translation>
    </message>
    <message>
        <source>Le trousseau de cet ordinateur est verrouillé : vos données ne seront pas gardées après la fermeture. Déverrouillez-le, puis reconnectez-vous.</source>
        <translation>The keyring of this computer is locked: your data will not be kept after closing. Unlock it, then sign in again.</translation>
    </message>
    <message>
        <source>Cet ordinateur n’a pas de trousseau sûr : vos données ne seront pas gardées après la fermeture, et chaque connexion sera annoncée comme celle d’un nouvel appareil.</source>
        <translation>This computer has no secure keyring: your data will not be kept after closing, and each sign-in will be announced as that of a new device.</translation>
    </message>
    <message>
        <source>Le trousseau de cet ordinateur garde les secrets sans les protéger : CCM Desk ne s’en sert pas. Vos données ne seront pas gardées après la fermeture.</source>
        <translation>The keyring of this computer keeps secrets without protecting them: CCM Desk does not use it. Your data will not be kept after closing.</translation>
    </message>
    <message>
        <source>La clé que gardait le trousseau de cet ordinateur a disparu ou changé. Vos données ont été reprises de la banque, et l’appareil est annoncé comme nouveau.</source>
        <translation>The key kept by the keyring of this computer has disappeared or changed. Your data was fetched again from the bank, and the device is announced as new.</translation>
    </message>
    <message>
        <source>Cet ordinateur ne garde plus aucune donnée de vos comptes. La banque n’a pas pu en être avertie : l’appareil reste dans votre liste, d’où vous pourrez l’oublier.</source>
        <translation>This computer no longer keeps any data of your accounts. The bank could not be told: the device stays in your list, where you can forget it.</translation>
    </message>
    <message>
        <source>Cet ordinateur ne garde plus aucune donnée de vos comptes.</source>
        <translation>This computer no longer keeps any data of your accounts.</translation>
    </message>
    <message>
        <source>La demande était incomplète. Rien n’a été transféré ; recommencez.</source>
        <translation>The request was incomplete. Nothing was transferred; please start again.</translation>
    </message>
    <message>
        <source>Cette demande a déjà été envoyée avec un autre contenu. Consultez vos virements en cours.</source>
        <translation>This request was already sent with other contents. Look at your transfers in progress.</translation>
    </message>
    <message>
        <source>La banque n’a pas pu lire la demande. Rien n’a été transféré.</source>
        <translation>The bank could not read the request. Nothing was transferred.</translation>
    </message>
    <message>
        <source>La demande est trop longue. Rien n’a été transféré.</source>
        <translation>The request is too long. Nothing was transferred.</translation>
    </message>
    <message>
        <source>La banque ne connaît pas cet élément.</source>
        <translation>The bank does not know this item.</translation>
    </message>
    <message>
        <source>Le service de la banque n’accepte pas cette demande. Mettez CCM Desk à jour.</source>
        <translation>The bank’s service does not accept this request. Please update CCM Desk.</translation>
    </message>
    <message>
        <source>Le service de la banque est très demandé. Réessayez dans un instant.</source>
        <translation>The bank’s service is very busy. Try again in a moment.</translation>
    </message>
    <message>
        <source>Le service de la banque a rencontré un problème (incident {}). Vos comptes sont en sécurité ; réessayez plus tard.</source>
        <translation>The bank’s service met a problem (incident {}). Your accounts are safe; try again later.</translation>
    </message>
    <message>
        <source>Cet ordinateur n’est pas encore relié à votre caisse. Demandez l’adresse de son serveur à votre agence, puis lancez « ccmdesk --server https://… ».</source>
        <translation>This computer is not linked to your bank yet. Ask your branch for the address of its server, then start “ccmdesk --server https://…”.</translation>
    </message>
    <message>
        <source>La banque est injoignable. Vérifiez votre connexion à Internet, puis réessayez.</source>
        <translation>The bank cannot be reached. Check your Internet connection, then try again.</translation>
    </message>
    <message>
        <source>L’identité du serveur n’a pas pu être vérifiée : rien ne lui a été envoyé. Ne continuez pas sur ce réseau et appelez votre agence si cela se répète.</source>
        <translation>The identity of the server could not be verified: nothing was sent to it. Do not go on using this network, and call your branch if it happens again.</translation>
    </message>
    <message>
        <source>La réponse reçue n’est pas celle de la banque. Un réseau Wi-Fi public demande peut-être une identification.</source>
        <translation>The answer received is not the bank’s. A public Wi-Fi network may be asking you to sign in.</translation>
    </message>
    <message>
        <source>La banque est injoignable et cet ordinateur ne garde pas encore vos comptes. Connectez-vous une première fois avec Internet.</source>
        <translation>The bank cannot be reached and this computer does not keep your accounts yet. Sign in once with an Internet connection.</translation>
    </message>
    <message>
        <source>L’identifiant ou le mot de passe ne permet pas d’ouvrir les données de cet ordinateur.</source>
        <translation>This identifier or password does not open the data on this computer.</translation>
    </message>
    <message>
        <source>Les brouillons de cet ordinateur n’ont pas pu être relus et ont été mis de côté. Les virements déjà transmis ne sont pas touchés : vérifiez vos virements en cours.</source>
        <translation>The drafts on this computer could not be read and have been set aside. Transfers already sent are not affected: check your transfers in progress.</translation>
    </message>
    <message>
        <source>Le disque de cet ordinateur refuse l’écriture. Rien n’a été envoyé ; libérez de la place et recommencez.</source>
        <translation>The disk of this computer cannot be written to. Nothing was sent; free some space and start again.</translation>
    </message>
    <message>
        <source>CCM Desk a rencontré un problème (incident {}). Vos comptes sont en sécurité ; réessayez, ou signalez ce numéro à votre agence.</source>
        <translation>CCM Desk met a problem (incident {}). Your accounts are safe; try again, or give this number to your branch.</translation>
    </message>
</context>
</TS>
