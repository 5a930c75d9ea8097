;;; Evaluation: gives eval, environment, interaction-environment and load of running programs the compiler inside.
;;;
;;; Mistakes in what they are given are errors of the program: an error object whose message begins with the place, when there is
;;; one. Of the last such object (failed-reports object) has all that the compiler said; of others it is #f. Data that eval and
;;; environment were given have no places; the reports tell those in their text.
(define-library (programs evaluation)
  (export offer-evaluation! interaction load-file usable-names named-value failed-reports)
  (import (scheme base) (scheme file) (scheme write)
          (base report) (base position) (base list) (base text) (reader file)
          (only (runtime registers) set-evaluator! set-environment-maker! set-interaction-maker! set-loader! set-source-finder! set-hint-finder!)
          (only (machine primitives) primitive?)
          (only (expander exporters) import-hint) (only (expander foreign-names) foreign-name-hint)
          (only (expander interaction) seal-interaction! interaction? interaction-names interaction-meaning)
          (programs standard-libraries) (programs live) (programs evaluate))
  (begin
    (define (offer-evaluation!)
      (set-evaluator! evaluate)
      (set-environment-maker! environment)
      (set-interaction-maker! interaction)
      (set-loader! load-file)
      (set-source-finder! source-line)
      (set-hint-finder! find-hint))

    ;; For an unbound variable the library to import, or the name that was probably meant.
    (define (find-hint object)
      (and the-interaction
           (error-object? object)
           (equal? (error-object-message object) "unbound variable")
           (pair? (error-object-irritants object))
           (symbol? (car (error-object-irritants object)))
           (or (import-hint (exporters-of (car (error-object-irritants object))))
               (foreign-name-hint (car (error-object-irritants object)))
               (let ((near (nearest-name (car (error-object-irritants object)) (usable-names))))
                 (and near (text "did you mean `" near "`?"))))))

    ;; The names of the interaction that have a meaning.
    (define (usable-names)
      (filter (lambda (name) (not (unassigned-meaning? (interaction-meaning name (interaction)))))
              (interaction-names (interaction))))

    ;; (named-value name interaction) -> list of the value that the name has there, or #f: it has none.
    (define (named-value name interaction)
      (let* ((absent (list #f))
             (meaning (interaction-meaning name interaction))
             (value (if (primitive? meaning)
                        (car ((datum-thunk name interaction)))
                        (meaning-value meaning absent))))
        (and (not (eq? value absent)) (list value))))

    ;; The interaction of this process, with all of R7RS in it.
    (define the-interaction #f)

    (define (interaction)
      (unless the-interaction
        (set! the-interaction (make-interaction (filter (lambda (name) (eq? (car name) 'scheme)) standard-libraries))))
      the-interaction)

    (define (evaluate expression environment)
      (check-environment 'eval environment)
      ((compiled (lambda () (evaluation expression environment))
                 (lambda () (text-reports expression "eval" environment)))))

    ;; As the report wants it, immutable.
    (define (environment import-sets)
      (let ((interaction (make-interaction '())) (declaration (cons 'import import-sets)))
        ((compiled (lambda () (datum-thunk declaration interaction))
                   (lambda () (text-reports declaration "environment" (make-interaction '())))))
        (seal-interaction! interaction)
        interaction))

    (define (load-file name environment)
      (check-environment 'load environment)
      (close-port (open-input-file name))
      (for-each (lambda (syntax) ((compiled (lambda () (syntax-thunk syntax environment)) no-reports)))
                (compiled (lambda () (read-source-file name #f)) no-reports)))

    (define (check-environment who object)
      (unless (interaction? object)
        (error (string-append (symbol->string who) ": not an environment") object)))

    ;; What the thunk gives, with errors of the compiler turned into errors of the program. better-reports: thunk for when they are to be
    ;; shown, gives reports that know more, or #f.
    (define (compiled thunk better-reports)
      (let ((result (guard (condition ((compile-errors? condition) condition)) (thunk))))
        (if (compile-errors? result)
            (raise-failure (compile-errors-reports result) better-reports)
            result)))

    ;; The last error that was made of reports, and a thunk that gives them: (object . thunk).
    (define failure '(#f . #f))

    (define (failed-reports object) (and (cdr failure) (eq? object (car failure)) ((cdr failure))))

    (define (raise-failure reports better-reports)
      (with-exception-handler
       (lambda (object)
         (set! failure (cons object (lambda () (or (better-reports) reports))))
         (raise object))
       (lambda () (error (first-error reports)))))

    (define (no-reports) #f)

    ;; What the compiler says of a datum when it is written and read again, so that everything has a place; #f when there is no
    ;; such text, or nothing wrong with it.
    (define (text-reports datum name interaction)
      (let ((forms (guard (condition (#t #f)) (read-source-text (written datum) name))))
        (guard (condition ((compile-errors? condition) (compile-errors-reports condition)) (#t #f))
          (for-each (lambda (syntax) (syntax-thunk syntax interaction)) (or forms '()))
          #f)))

    (define (written datum)
      (let ((port (open-output-string)))
        (write datum port)
        (let ((text (get-output-string port)))
          (if (> (string-length text) longest-text) (error "too long to be shown") text))))

    (define longest-text 400)

    (define (first-error reports)
      (let* ((report (or (find (lambda (report) (eq? (report-kind report) 'error)) reports) (car reports)))
             (position (report-position report)))
        (string-append (if position (string-append (position->text position) ": ") "") (report-message report))))))
