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
        <source>C&apos;est votre première connexion</source>
        <translation>Your first sign-in</translation>
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
        <source>• en priorité, si vous utilisez Windows : l&apos;application PC OTP Manager</source>
        <translation>• preferably, if you use Windows: the PC application OTP Manager</translation>
    </message>
    <message>
        <source>• si vous avez le navigateur Chrome, Firefox ou Microsoft Edge : une extension « Authenticator »</source>
        <translation>• if you have the Chrome, Firefox or Microsoft Edge browser: an “Authenticator” extension</translation>
    </message>
    <message>
        <source>• si vous souhaitez utiliser une application PC : Authy ou une autre application compatible Google Authenticator</source>
        <translation>• if you would rather use a PC application: Authy or another one compatible with Google Authenticator</translation>
    </message>
    <message>
        <source>Vous avez oublié votre mot de passe ?</source>
        <translation>Have you forgotten your password?</translation>
    </message>
    <message>
        <source>Appelez votre agence : elle vérifie votre identité et vous rend votre accès.</source>
        <translation>Call your branch: it checks your identity and gives you your access back.</translation>
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
        <source>Exécuté le {}.</source>
        <translation>Executed on {}.</translation>
    </message>
    <message>
        <source>Rien n’a été transféré : {}.</source>
        <translation>Nothing was transferred: {}.</translation>
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
        <source>{0} : {1}</source>
        <translation>{0}: {1}</translation>
    </message>
    <message>
        <source>Renseignez les 12 chiffres de votre identifiant et votre mot de passe.</source>
        <translation>Enter the 12 digits of your identifier and your password.</translation>
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
        <source>L’identifiant a 12 chiffres ; le code de votre application en a 6.</source>
        <translation>The identifier has 12 digits; the code from your application has 6.</translation>
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
