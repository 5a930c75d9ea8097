;;; SRFI 189: Maybe and Either, containers that say whether there are values. Deviations: none.
;;;
;;; A Maybe is (just object ...) or (nothing); an Either is (right object ...) or (left object ...). What it contains is its
;;; payload. In names, maybe- and either- go together: what follows says "full" of a Just or a Right. The Left takes the place of
;;; nothing, and carries objects that say why.
(define-library (srfi 189)
  (export just nothing right left list->just list->right list->left maybe->either either->maybe either-swap
          maybe? either? just? nothing? right? left? maybe= either=
          maybe-ref either-ref maybe-ref/default either-ref/default maybe-join either-join
          maybe-compose either-compose maybe-bind either-bind
          maybe-length either-length maybe-filter maybe-remove either-filter either-remove maybe-sequence either-sequence
          maybe->list either->list list->maybe list->either maybe->truth either->truth truth->maybe truth->either
          maybe->list-truth either->list-truth list-truth->maybe list-truth->either
          maybe->generation either->generation generation->maybe generation->either
          maybe->values either->values values->maybe values->either maybe->two-values two-values->maybe exception->either
          maybe-map either-map maybe-for-each either-for-each maybe-fold either-fold maybe-unfold either-unfold
          maybe-if maybe-and either-and maybe-or either-or maybe-let* either-let* maybe-let*-values either-let*-values
          either-guard tri-not tri=? tri-and tri-or tri-merge)
  (import (scheme base) (scheme case-lambda))
  (begin
    ;; payload: a list.
    (define-record-type just-type (list->just payload) just? (payload just-payload))
    (define-record-type nothing-type (make-nothing) nothing?)
    (define-record-type right-type (list->right payload) right? (payload right-payload))
    (define-record-type left-type (list->left payload) left? (payload left-payload))

    (define the-nothing (make-nothing))

    ;; (just object ...), (right object ...), (left object ...) -> container with these objects; (list->just list), and so on: with
    ;; those of the list; (nothing) -> the one Nothing
    (define (just . objects) (list->just objects))
    (define (right . objects) (list->right objects))
    (define (left . objects) (list->left objects))
    (define (nothing) the-nothing)

    (define (maybe? object) (or (just? object) (nothing? object)))
    (define (either? object) (or (right? object) (left? object)))

    ;; The container itself, if it is one.
    (define (check-maybe object) (if (maybe? object) object (error "this is no Maybe" object)))
    (define (check-either object) (if (either? object) object (error "this is no Either" object)))

    (define (full? container)
      (or (just? container)
          (right? container)
          (if (or (nothing? container) (left? container)) #f (error "this is neither Maybe nor Either" container))))

    (define (payload container) (if (just? container) (just-payload container) (right-payload container)))

    (define (single-value container)
      (let ((objects (payload container)))
        (if (and (pair? objects) (null? (cdr objects)))
            (car objects)
            (error "the payload is not one value" container))))

    ;;; Conversion to each other

    ;; (maybe->either maybe object ...) -> Right of the payload, or Left of the objects
    (define (maybe->either maybe . objects)
      (if (full? (check-maybe maybe)) (list->right (just-payload maybe)) (list->left objects)))

    ;; (either->maybe either) -> Just of the payload, or Nothing; (either-swap either) -> Left for Right and Right for Left
    (define (either->maybe either)
      (if (full? (check-either either)) (list->just (right-payload either)) the-nothing))
    (define (either-swap either)
      (if (full? (check-either either)) (list->left (right-payload either)) (list->right (left-payload either))))

    ;;; Equality

    (define (same-lists? same? one other)
      (cond ((null? one) (null? other))
            ((null? other) #f)
            (else (and (same? (car one) (car other)) (same-lists? same? (cdr one) (cdr other))))))

    (define (chain related? containers)
      (let loop ((one (car containers)) (rest (cdr containers)))
        (or (null? rest)
            (and (related? one (car rest)) (loop (car rest) (cdr rest))))))

    ;; (maybe= same? maybe ...), (either= same? either ...): same kinds, and payloads that are the same?
    (define (maybe= same? . maybes)
      (chain (lambda (one other)
               (if (full? (check-maybe one))
                   (and (full? (check-maybe other)) (same-lists? same? (just-payload one) (just-payload other)))
                   (not (full? (check-maybe other)))))
             maybes))
    (define (either= same? . eithers)
      (chain (lambda (one other)
               (if (full? (check-either one))
                   (and (full? (check-either other)) (same-lists? same? (right-payload one) (right-payload other)))
                   (and (not (full? (check-either other))) (same-lists? same? (left-payload one) (left-payload other)))))
             eithers))

    ;;; Access

    ;; (maybe-ref maybe failure [success]) -> (success object ...) of the payload, or (failure); without success, the payload as
    ;; values. (either-ref either failure [success]): failure gets the Left's payload.
    (define maybe-ref
      (case-lambda
        ((maybe failure) (maybe-ref maybe failure values))
        ((maybe failure success)
         (if (full? (check-maybe maybe)) (apply success (just-payload maybe)) (failure)))))
    (define either-ref
      (case-lambda
        ((either failure) (either-ref either failure values))
        ((either failure success)
         (if (full? (check-either either)) (apply success (right-payload either)) (apply failure (left-payload either))))))

    ;; (maybe-ref/default maybe default ...) -> the payload, or the defaults, as values
    (define (maybe-ref/default maybe . defaults)
      (apply values (if (full? (check-maybe maybe)) (just-payload maybe) defaults)))
    (define (either-ref/default either . defaults)
      (apply values (if (full? (check-either either)) (right-payload either) defaults)))

    ;;; Join and bind

    ;; (maybe-join maybe) -> the Maybe that it contains, or Nothing
    (define (maybe-join maybe) (if (full? (check-maybe maybe)) (check-maybe (single-value maybe)) maybe))
    (define (either-join either) (if (full? (check-either either)) (check-either (single-value either)) either))

    ;; (maybe-bind maybe procedure procedure ...) -> the procedures applied in turn to the payload, each giving a Maybe, until one
    ;; gives Nothing
    (define (maybe-bind maybe procedure . more) (bind-all (check-maybe maybe) (cons procedure more)))
    (define (either-bind either procedure . more) (bind-all (check-either either) (cons procedure more)))

    ;; The last procedure is called in tail position.
    (define (bind-all container procedures)
      (cond ((not (full? container)) container)
            ((null? (cdr procedures)) (apply (car procedures) (payload container)))
            (else (bind-all (apply (car procedures) (payload container)) (cdr procedures)))))

    ;; (maybe-compose procedure procedure ...) -> procedure that does so with its arguments
    (define (maybe-compose procedure . more) (compose procedure more))
    (define (either-compose procedure . more) (compose procedure more))
    (define (compose procedure more)
      (if (null? more)
          procedure
          (lambda arguments (bind-all (apply procedure arguments) more))))

    ;;; As sequences of length 0 or 1

    ;; (maybe-length maybe) -> 1 or 0
    (define (maybe-length maybe) (if (full? (check-maybe maybe)) 1 0))
    (define (either-length either) (if (full? (check-either either)) 1 0))

    ;; (maybe-filter satisfies? maybe), maybe-remove -> maybe, or Nothing when its payload does not, does satisfy; of Eithers, a
    ;; Left of the objects
    (define (maybe-filter satisfies? maybe)
      (if (and (full? (check-maybe maybe)) (apply satisfies? (just-payload maybe))) maybe the-nothing))
    (define (maybe-remove satisfies? maybe)
      (if (and (full? (check-maybe maybe)) (not (apply satisfies? (just-payload maybe)))) maybe the-nothing))
    (define (either-filter satisfies? either . objects)
      (if (and (full? (check-either either)) (apply satisfies? (right-payload either))) either (list->left objects)))
    (define (either-remove satisfies? either . objects)
      (if (and (full? (check-either either)) (not (apply satisfies? (right-payload either)))) either (list->left objects)))

    ;; (maybe-sequence collection map [aggregator]) -> Just of what (map procedure collection) makes of the aggregated payloads, or
    ;; the first Nothing that it meets
    (define maybe-sequence
      (case-lambda
        ((collection map) (maybe-sequence collection map list))
        ((collection map aggregator) (sequence collection map aggregator check-maybe just))))
    (define either-sequence
      (case-lambda
        ((collection map) (either-sequence collection map list))
        ((collection map aggregator) (sequence collection map aggregator check-either right))))

    (define (sequence collection map aggregator check full)
      (call-with-current-continuation
       (lambda (return)
         (full (map (lambda (container)
                      (if (full? (check container)) (apply aggregator (payload container)) (return container)))
                    collection)))))

    ;;; Other protocols

    ;; Lists: () is failure.
    (define (maybe->list maybe) (if (full? (check-maybe maybe)) (just-payload maybe) '()))
    (define (either->list either) (if (full? (check-either either)) (right-payload either) '()))
    (define (list->maybe list) (if (null? list) the-nothing (list->just list)))
    (define (list->either list . objects) (if (null? list) (list->left objects) (list->right list)))

    ;; Truth: #f is failure.
    (define (maybe->truth maybe) (and (full? (check-maybe maybe)) (single-value maybe)))
    (define (either->truth either) (and (full? (check-either either)) (single-value either)))
    (define (truth->maybe object) (if object (just object) the-nothing))
    (define (truth->either object . failures) (if object (right object) (list->left failures)))

    ;; Lists or #f.
    (define (maybe->list-truth maybe) (and (full? (check-maybe maybe)) (just-payload maybe)))
    (define (either->list-truth either) (and (full? (check-either either)) (right-payload either)))
    (define (list-truth->maybe list) (if list (list->just list) the-nothing))
    (define (list-truth->either list . objects) (if list (list->right list) (list->left objects)))

    ;; Generation: an end-of-file object is failure.
    (define (maybe->generation maybe) (if (full? (check-maybe maybe)) (single-value maybe) (eof-object)))
    (define (either->generation either) (if (full? (check-either either)) (single-value either) (eof-object)))
    (define (generation->maybe object) (if (eof-object? object) the-nothing (just object)))
    (define (generation->either object . failures) (if (eof-object? object) (list->left failures) (right object)))

    ;; Values: no value is failure.
    (define (maybe->values maybe) (apply values (maybe->list maybe)))
    (define (either->values either) (apply values (either->list either)))
    (define (values->maybe producer) (call-with-values producer (lambda objects (list->maybe objects))))
    (define (values->either producer . failures)
      (call-with-values producer (lambda objects (apply list->either objects failures))))

    ;; Two values: the second one says whether the first counts.
    (define (maybe->two-values maybe)
      (if (full? (check-maybe maybe)) (values (single-value maybe) #t) (values #f #f)))
    (define (two-values->maybe producer)
      (call-with-values producer (lambda (object there?) (if there? (just object) the-nothing))))

    ;; (exception->either satisfies? thunk) -> Right of the thunk's values, or Left of what it raised, if that satisfies; other
    ;; objects are raised again
    (define (exception->either satisfies? thunk)
      (guard (condition ((satisfies? condition) (left condition)))
        (call-with-values thunk right)))

    ;;; Map and fold

    ;; (maybe-map procedure maybe) -> Just of the procedure's values, or Nothing
    (define (maybe-map procedure maybe)
      (if (full? (check-maybe maybe))
          (call-with-values (lambda () (apply procedure (just-payload maybe))) just)
          maybe))
    (define (either-map procedure either)
      (if (full? (check-either either))
          (call-with-values (lambda () (apply procedure (right-payload either))) right)
          either))

    ;; (maybe-for-each procedure maybe): calls it with the payload, if there is one
    (define (maybe-for-each procedure maybe)
      (if (full? (check-maybe maybe)) (apply procedure (just-payload maybe)))
      (if #f #f))
    (define (either-for-each procedure either)
      (if (full? (check-either either)) (apply procedure (right-payload either)))
      (if #f #f))

    ;; (maybe-fold combine seed maybe) -> (combine object ... seed), or seed
    (define (maybe-fold combine seed maybe) (fold combine seed (check-maybe maybe)))
    (define (either-fold combine seed either) (fold combine seed (check-either either)))
    (define (fold combine seed container)
      (if (full? container) (apply combine (append (payload container) (list seed))) seed))

    ;; (maybe-unfold stop? mapper successor seed ...) -> Nothing when (stop? seed ...), else Just of the values of (mapper seed ...)
    (define (maybe-unfold stop? mapper successor . seeds) (unfold stop? mapper successor seeds (lambda () the-nothing) just))
    (define (either-unfold stop? mapper successor . seeds)
      (unfold stop? mapper successor seeds (lambda () (list->left seeds)) right))
    (define (unfold stop? mapper successor seeds empty full)
      (cond ((apply stop? seeds) (empty))
            ((call-with-values (lambda () (apply successor seeds)) stop?)
             (call-with-values (lambda () (apply mapper seeds)) full))
            (else (error "unfold: there is more than one element" seeds))))

    ;;; Syntax

    (define-syntax maybe-if
      (syntax-rules () ((_ maybe consequent alternative) (if (full? (check-maybe maybe)) consequent alternative))))

    (define-syntax define-and-or
      (syntax-rules ()
        ((_ and-name or-name check full empty)
         (begin
           (define-syntax and-name
             (syntax-rules ()
               ((_) (full #t))
               ((_ expression) (check expression))
               ((_ expression . more)
                (let ((container (check expression))) (if (full? container) (and-name . more) container)))))
           (define-syntax or-name
             (syntax-rules ()
               ((_) (empty))
               ((_ expression) (check expression))
               ((_ expression . more)
                (let ((container (check expression))) (if (full? container) container (or-name . more))))))))))

    (define-and-or maybe-and maybe-or check-maybe just nothing)
    (define-and-or either-and either-or check-either right left)

    ;; A clause is (variable expression), (expression) or a variable.
    (define-syntax define-let*
      (syntax-rules ()
        ((_ single several check full)
         (begin
           (define-syntax single
             (syntax-rules ()
               ((_ () . body) (call-with-values (lambda () (in-body . body)) full))
               ((_ ((variable expression) . clauses) . body)
                (let ((container (check expression)))
                  (if (full? container)
                      (let ((variable (single-value container))) (single clauses . body))
                      container)))
               ((_ ((expression) . clauses) . body)
                (let ((container (check expression)))
                  (if (full? container) (begin (single-value container) (single clauses . body)) container)))
               ((_ (variable . clauses) . body) (single ((variable) . clauses) . body))))
           (define-syntax several
             (syntax-rules ()
               ((_ () . body) (call-with-values (lambda () (in-body . body)) full))
               ((_ ((formals expression) . clauses) . body)
                (let ((container (check expression)))
                  (if (full? container)
                      (apply (lambda formals (several clauses . body)) (payload container))
                      container)))
               ((_ ((expression) . clauses) . body)
                (let ((container (check expression)))
                  (if (full? container) (several clauses . body) container)))
               ((_ (variable . clauses) . body) (several ((variable) . clauses) . body))))))))

    (define-syntax in-body
      (syntax-rules () ((_) #t) ((_ . body) (let () . body))))

    (define-let* maybe-let* maybe-let*-values check-maybe just)
    (define-let* either-let* either-let*-values check-either right)

    (define-syntax either-guard
      (syntax-rules () ((_ satisfies? . body) (exception->either satisfies? (lambda () . body)))))

    ;;; Logic with three values: Just #f, Just anything else, Nothing

    (define (true? maybe) (and (full? (check-maybe maybe)) (single-value maybe) #t))
    (define (false? maybe) (and (full? (check-maybe maybe)) (not (single-value maybe))))

    ;; (tri-not maybe) -> Just #t, Just #f or Nothing
    (define (tri-not maybe) (if (full? (check-maybe maybe)) (just (not (single-value maybe))) maybe))

    ;; (tri=? maybe ...) -> Just #t when all are true or all are false, else Just #f
    (define (tri=? . maybes)
      (just (or (every? true? maybes) (every? false? maybes))))

    ;; (tri-and maybe ...) -> the first that is not true, or Just #t; (tri-or maybe ...) -> the first that is not false, or Just #f;
    ;; (tri-merge maybe ...) -> the first that is not Nothing, or Nothing
    (define (tri-and . maybes) (first-not true? maybes (just #t)))
    (define (tri-or . maybes) (first-not false? maybes (just #f)))
    (define (tri-merge . maybes) (first-not nothing? maybes the-nothing))

    (define (every? satisfies? list)
      (or (null? list) (and (satisfies? (car list)) (every? satisfies? (cdr list)))))

    (define (first-not satisfies? list default)
      (cond ((null? list) default)
            ((satisfies? (check-maybe (car list))) (first-not satisfies? (cdr list) default))
            (else (car list))))))
