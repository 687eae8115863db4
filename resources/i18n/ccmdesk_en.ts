<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_GB" sourcelanguage="fr_FR">
<context>
    <name>AccountCard</name>
    <message>
        <source>N° {}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Taux annuel {}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Disponible {}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Après envoi {}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compte</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Voir les opérations</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BusyButton</name>
    <message>
        <source>Un instant…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ConfirmDialog</name>
    <message>
        <source>Confirmation demandée</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Annuler</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Confirmer</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CustomerShell</name>
    <message>
        <source>Tableau de bord</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Virements</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Client {}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CCM Desk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Menu principal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Affichage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Se déconnecter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Actualiser</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Dashboard</name>
    <message>
        <source>Tableau de bord</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Solde disponible</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compte technique (DAV, Dépôt à Vue) : il reçoit vos fonds et alimente vos livrets.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Faire un virement</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Voir les opérations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Vos avoirs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Total de votre épargne</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Total de vos comptes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mon épargne</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dernières opérations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Toutes les opérations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Aucune opération pour le moment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Virements en cours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tout voir</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Aucun virement en cours.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DashboardScreen</name>
    <message>
        <source>Tableau de bord</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bonjour {0} {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Vos comptes n’ont pas pu être lus</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Réessayer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Vos comptes arrivent…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>La première synchronisation prend quelques secondes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>N° {}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Solde comptable : {}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>après vos virements en attente d’envoi : {}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Un virement préparé sur cet ordinateur attend votre confirmation. Rien n’a été envoyé.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{} virements préparés sur cet ordinateur attendent votre confirmation.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Voir</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} → {1}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Entrance</name>
    <message>
        <source>Connexion</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CCM Desk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Affichage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Aide</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>C&apos;est votre première connexion</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Votre connexion se passe en deux étapes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Etape 1 : Identifiant de connexion ou Code Abonné (12 chiffres) communiqué par mail</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Etape 2 : Dans l&apos;écran suivant vous aurez besoin de l&apos;application Google Authenticator, qui affiche un code nouveau toutes les 30 secondes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quelle application choisir ?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Vous avez un smartphone ?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>S&apos;il est récent l&apos;application est déjà installée sur votre téléphone, sinon vous pouvez télécharger sur Google Play ou l&apos;App Store.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Vous n&apos;avez pas de smartphone ? Vous pouvez aussi utiliser au choix :</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>• en priorité, si vous utilisez Windows : l&apos;application PC OTP Manager</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>• si vous avez le navigateur Chrome, Firefox ou Microsoft Edge : une extension « Authenticator »</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>• si vous souhaitez utiliser une application PC : Authy ou une autre application compatible Google Authenticator</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Vous avez oublié votre mot de passe ?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Appelez votre agence : elle vérifie votre identité et vous rend votre accès.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Vous êtes bien sur le site d&apos;accès aux comptes bancaires des caisses de Crédits Municipal suivantes :</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ErrorState</name>
    <message>
        <source>Réessayer</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Freshness</name>
    <message>
        <source>Première synchronisation…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>À jour, dernière synchronisation le {}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Données du {}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Aucune synchronisation pour le moment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Se reconnecter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Données du {}. Vous consultez hors connexion ce que cet ordinateur a gardé : vous pouvez préparer des virements, ils seront des brouillons.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Réessayer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Données du {0}. {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cet ordinateur n’a pas de trousseau de clés sûr : vos comptes n’y sont gardés que le temps de cette session, et ne s’ouvriront pas sans connexion.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Operations</name>
    <message>
        <source>Opérations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copier l’IBAN</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Solde</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Disponible</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rechercher</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rechercher une opération</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filtres</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Du</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>jj/mm/aaaa</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Au</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Montant minimum</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>0,00 €</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Montant maximum</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tout afficher</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>OperationsDelegate</name>
    <message>
        <source>Solde {}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>OperationsScreen</name>
    <message>
        <source>Filtres ({})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filtres</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Vos opérations n’ont pas pu être lues</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opérations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tous vos comptes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opérations du compte n° {}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>IBAN {}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Aucune opération ne correspond à votre recherche</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Essayez un autre mot, une autre période ou un autre montant.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tout afficher</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Aucune opération</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Vos opérations apparaîtront ici.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>La fin précède le début.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Écrivez la date ainsi : 21/10/2022.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Le maximum est plus petit que le minimum.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Écrivez le montant ainsi : 1 234,56.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Affiche {0} à {1} de {2} enregistrements</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>opération du {}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>valeur du {}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>compte {}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>IBAN copié.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>OperationsTable</name>
    <message>
        <source>Solde après</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>OperationsTableModel</name>
    <message>
        <source>solde après : {}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Date</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Libellé</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compte</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Montant</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Solde après</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>débit de {}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>crédit de {}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Order</name>
    <message>
        <source>Brouillon</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Envoi en cours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refusé</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enregistré</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Validé</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exécuté</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rejeté</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Annulé</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Orders</name>
    <message>
        <source>Virements</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rechercher</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rechercher un virement</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Page précédente</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Page suivante</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Supprimer le brouillon</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Confirmer et envoyer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Envoi…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>OrdersScreen</name>
    <message>
        <source>Virements uniques</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Historique</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>De</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>À</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Créé le</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Montant</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>État</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Affiche {0} à {1} de {2} enregistrements</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Aucun virement ne correspond à votre recherche</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Essayez un autre mot.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Aucun virement en cours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Vos virements apparaissent ici jusqu’à leur exécution.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Faire un virement</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Aucun virement passé</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Vos virements exécutés apparaîtront ici.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exécuté le {}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rien n’a été transféré : {}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Brouillon, rien n’a été envoyé : {}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Brouillon : rien n’a été envoyé à la banque. Confirmez-le quand vous êtes en ligne.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>La banque n’a pas encore répondu. CCM Desk le renvoie lui-même ; il ne sera fait qu’une fois.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exécution prévue le {}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PasswordEdit</name>
    <message>
        <source>Masquer le mot de passe</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Afficher le mot de passe</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PreferencesDialog</name>
    <message>
        <source>Claire</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sombre</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Contraste élevé</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PreferencesForm</name>
    <message>
        <source>Affichage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Apparence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Langue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Taille du texte</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ces réglages s&apos;appliquent tout de suite et restent sur cet ordinateur.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fermer</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SignIn</name>
    <message>
        <source>Je me connecte (Etape 1 / 2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Au bout de 5 essais infructueux votre compte sera bloqué et nécessitera un appel à votre agence.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Identifiant de connexion ou code abonné (12 chiffres)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mot de passe</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Consulter sans connexion</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Continuer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connexion…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SignInCode</name>
    <message>
        <source>Je me connecte (Etape 2 / 2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ouvrez votre application d&apos;authentification (Google Authenticator ou une autre) et renseignez le code à 6 chiffres qu&apos;elle affiche pour CCM Desk. Il change toutes les 30 secondes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Code de l&apos;application</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Retour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>OK</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Vérification…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SignInCodeScreen</name>
    <message>
        <source>Le code a 6 chiffres.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Attention, c’est votre dernier essai : après un nouvel échec, votre compte sera bloqué.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SignInScreen</name>
    <message>
        <source>Renseignez les 12 chiffres de votre identifiant et votre mot de passe.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>L’identifiant a 12 chiffres. Il figure dans le mail de votre agence.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Stepper</name>
    <message>
        <source>Étape {0} sur {1} : {2}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Transfer</name>
    <message>
        <source>Depuis</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Vers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Libellé</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Une seule fois</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Date demandée</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Date d’exécution</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Soldes après exécution</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Confirmez-vous ce virement interne ?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Montant</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Virement refusé</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rien n’a été transféré : {}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Brouillon enregistré</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rien n’a été envoyé. Vous le confirmerez depuis « En cours ».</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Envoi en cours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>La banque n’a pas encore répondu. CCM Desk renvoie ce virement lui-même, et il ne sera fait qu’une fois : ne le saisissez pas de nouveau.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Votre virement est enregistré</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Votre opération sera prise en compte sous 2 jours ouvrés. Exécution prévue le {}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TransferNew</name>
    <message>
        <source>Nouveau virement</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Effectuer un virement</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Étapes du virement</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Je fais un virement interne depuis mon compte suivant</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Vers le bénéficiaire suivant</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Montant</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>J&apos;ajoute un libellé</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>140 caractères au plus. Il figurera sur vos relevés.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A la date du</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Valider</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Vérification…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Vérifiez votre virement</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Modifier</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Confirmer…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Envoi…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Voir les virements en cours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Faire un autre virement</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TransferNewScreen</name>
    <message>
        <source>Saisie</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Récapitulatif</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Terminé</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Une seule fois</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Les banques sont fermées à cette date.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choisir le prochain jour ouvré</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Le libellé sera écrit « {} » : les banques n’échangent que ces caractères.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Le compte n’a pas encore cette somme : le virement sera rejeté si elle manque le jour venu.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Vous êtes hors connexion : ce virement sera gardé comme brouillon, et envoyé après votre confirmation une fois la banque joignable.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Confirmer…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enregistrer le brouillon</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Montant</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Libellé</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exécution</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Transfers</name>
    <message>
        <source>Mes virements</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TransfersScreen</name>
    <message>
        <source>Mes virements</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nouveau</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>En cours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Voir historique</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>le solde disponible n’a pas suffi</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>la date d’exécution a changé, une nouvelle confirmation est nécessaire</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>l’un des comptes est clôturé</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>la date demandée ne convient plus</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>la banque ne l’a pas accepté</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>La connexion a échoué : identifiant, mot de passe ou code incorrect.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Attention, c’est votre dernier essai avant le blocage de votre accès.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Il vous reste {} essais.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ce montant n’est pas lisible. Écrivez-le en euros, par exemple 1 234,56.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Un montant a deux décimales au plus, par exemple 10,50.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Le montant doit être supérieur à zéro.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ce montant dépasse ce qu’un virement peut porter (999 999 999,99 €).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ce montant dépasse le solde disponible du compte : {}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Écrivez un libellé : il figurera sur vos relevés.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Le libellé a 140 caractères au plus.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ce libellé contient des caractères que les banques n’échangent pas. Utilisez des lettres, des chiffres et la ponctuation courante, sans barre oblique au début, à la fin ou doublée.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cette date n’existe pas.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cette date est passée. Choisissez aujourd’hui ou un jour à venir.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Les banques sont fermées ce jour-là. Prochain jour ouvré : {}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Un virement se prévoit un an à l’avance au plus, jusqu’au {}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Le compte source et le compte cible sont le même. Choisissez-en un autre.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ce compte ne fait pas partie de vos comptes. Rien n’a été transféré.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ce compte est clôturé. Rien n’a été transféré.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>L’épargne ne s’échange qu’avec votre compte technique (DAV) : faites un virement vers le DAV, puis du DAV vers l’autre compte.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>La date d’exécution a changé : ce virement serait exécuté le {}. Rien n’a été transféré ; vérifiez et confirmez de nouveau.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Après 5 essais infructueux, votre accès est bloqué. Votre argent est en sécurité. Appelez votre agence pour le débloquer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Votre session est terminée. Rien n’est perdu : reconnectez-vous pour continuer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>L’identifiant a 12 chiffres ; le code de votre application en a 6.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>La demande était incomplète. Rien n’a été transféré ; recommencez.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cette demande a déjà été envoyée avec un autre contenu. Consultez vos virements en cours.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>La banque n’a pas pu lire la demande. Rien n’a été transféré.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>La demande est trop longue. Rien n’a été transféré.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>La banque ne connaît pas cet élément.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Le service de la banque n’accepte pas cette demande. Mettez CCM Desk à jour.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Le service de la banque est très demandé. Réessayez dans un instant.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Le service de la banque a rencontré un problème (incident {}). Vos comptes sont en sécurité ; réessayez plus tard.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cet ordinateur n’est pas encore relié à votre caisse. Demandez l’adresse de son serveur à votre agence, puis lancez « ccmdesk --server https://… ».</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>La banque est injoignable. Vérifiez votre connexion à Internet, puis réessayez.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>L’identité du serveur n’a pas pu être vérifiée : rien ne lui a été envoyé. Ne continuez pas sur ce réseau et appelez votre agence si cela se répète.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>La réponse reçue n’est pas celle de la banque. Un réseau Wi-Fi public demande peut-être une identification.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>La banque est injoignable et cet ordinateur ne garde pas encore vos comptes. Connectez-vous une première fois avec Internet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>L’identifiant ou le mot de passe ne permet pas d’ouvrir les données de cet ordinateur.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Les brouillons de cet ordinateur n’ont pas pu être relus et ont été mis de côté. Les virements déjà transmis ne sont pas touchés : vérifiez vos virements en cours.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Le disque de cet ordinateur refuse l’écriture. Rien n’a été envoyé ; libérez de la place et recommencez.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CCM Desk a rencontré un problème (incident {}). Vos comptes sont en sécurité ; réessayez, ou signalez ce numéro à votre agence.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
